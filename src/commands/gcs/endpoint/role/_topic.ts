import { topic } from '#command';

export default topic({ summary: 'Manage who may do what on an endpoint.' });
