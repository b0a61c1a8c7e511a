import { topic } from '#command';

export default topic({ summary: 'Make, rotate and delete the secrets of a client.' });
