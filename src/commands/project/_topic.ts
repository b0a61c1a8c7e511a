import { topic } from '#command';

export default topic({ summary: 'Keep applications together in projects.' });
