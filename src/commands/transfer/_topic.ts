import { topic } from '#command';

export default topic({ summary: 'Copy files and folders from one collection to another.' });
