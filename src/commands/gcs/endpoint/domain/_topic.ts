import { topic } from '#command';

export default topic({ summary: 'Serve an endpoint under a DNS name of your own.' });
