import { topic } from '#command';

export default topic({ summary: 'Say who may do what on a collection.' });
