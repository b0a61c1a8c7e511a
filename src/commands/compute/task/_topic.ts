import { topic } from '#command';

export default topic({ summary: 'Follow single calls of functions.' });
