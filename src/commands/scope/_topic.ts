import { topic } from '#command';

export default topic({ summary: 'Manage what your services can be allowed to do.' });
