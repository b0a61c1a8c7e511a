import { topic } from '#command';

export default topic({ summary: 'Say who may log in to your applications, and how.' });
