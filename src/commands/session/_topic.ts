import { topic } from '#command';

export default topic({ summary: 'See and renew what your login allows.' });
