import { topic } from '#command';

export default topic({ summary: 'Make a mapped or a guest collection.' });
