import { topic } from '#command';

export default topic({ summary: 'Manage bookmarks: names for places on collections.' });
