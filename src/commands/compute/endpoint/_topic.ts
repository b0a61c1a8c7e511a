import { topic } from '#command';

export default topic({ summary: 'Find and manage the endpoints that run functions.' });
