import { topic } from '#command';

export default topic({ summary: 'Register applications and services, and their secrets.' });
