import { topic } from '#command';

export default topic({ summary: 'Say who may read and write on a guest collection.' });
