import { topic } from '#command';

export default topic({ summary: 'Make a timer.' });
