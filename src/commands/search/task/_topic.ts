import { topic } from '#command';

export default topic({ summary: 'Follow what changes an index.' });
