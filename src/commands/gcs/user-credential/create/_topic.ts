import { topic } from '#command';

export default topic({ summary: 'Register an account or keys on a storage gateway.' });
