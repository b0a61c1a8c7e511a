import { topic } from '#command';

export default topic({ summary: 'Manage how an endpoint reaches storage.' });
