import { topic } from '#command';

export default topic({ summary: 'Follow and steer runs of flows.' });
