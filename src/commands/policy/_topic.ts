import { topic } from '#command';

export default topic({ summary: 'Manage who may log in to your applications, and how.' });
