import { topic } from '#command';

export default topic({ summary: 'Manage who may read, write and own an index.' });
