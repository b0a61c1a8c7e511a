import { topic } from '#command';

export default topic({ summary: 'Serve a collection under a DNS name of your own.' });
