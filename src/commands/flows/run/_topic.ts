import { topic } from '#command';

export default topic({ summary: 'Follow and manage runs of flows.' });
