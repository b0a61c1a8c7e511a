import { topic } from '#command';

export default topic({ summary: 'Follow the tasks that change an index.' });
