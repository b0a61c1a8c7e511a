import { topic } from '#command';

export default topic({ summary: 'Say what others may do with your identities.' });
