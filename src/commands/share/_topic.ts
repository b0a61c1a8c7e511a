import { topic } from '#command';

export default topic({ summary: 'Share a folder with people and groups, and see who has access.' });
