import { topic } from '#command';

export default topic({ summary: 'Manage who may read and write on a guest collection.' });
