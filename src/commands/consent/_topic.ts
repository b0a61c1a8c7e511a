import { topic } from '#command';

export default topic({ summary: 'See what you allowed applications to do.' });
