import { topic } from '#command';

export default topic({ summary: 'Search indexes of metadata, and add to them.' });
