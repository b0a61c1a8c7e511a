import { topic } from '#command';

export default topic({ summary: 'Manage search indexes.' });
