import { topic } from '#command';

export default topic({ summary: 'Choose what others may do with your identities.' });
