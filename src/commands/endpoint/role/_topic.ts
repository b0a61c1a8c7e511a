import { topic } from '#command';

export default topic({ summary: 'Say who administers and watches a collection.' });
