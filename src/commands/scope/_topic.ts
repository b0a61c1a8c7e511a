import { topic } from '#command';

export default topic({ summary: 'Say what your services can be allowed to do.' });
