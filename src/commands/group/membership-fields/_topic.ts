import { topic } from '#command';

export default topic({ summary: 'See and change what you told a group about you.' });
