import { topic } from '#command';

export default topic({ summary: 'Show and change single entries of an index.' });
