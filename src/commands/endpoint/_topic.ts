import { topic } from '#command';

export default topic({ summary: 'Find collections and endpoints, and manage their settings.' });
