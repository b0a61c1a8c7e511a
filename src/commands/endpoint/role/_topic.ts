import { topic } from '#command';

export default topic({ summary: 'Manage who administers and monitors a collection.' });
