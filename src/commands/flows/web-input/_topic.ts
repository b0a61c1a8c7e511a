import { topic } from '#command';

export default topic({ summary: 'Answer the questions that runs wait for.' });
