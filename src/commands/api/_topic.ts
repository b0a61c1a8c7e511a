import { topic } from '#command';

export default topic({ summary: 'Send a request of your own to any service.' });
