import { topic } from '#command';

export default topic({ summary: 'See the APIs that flows can call.' });
