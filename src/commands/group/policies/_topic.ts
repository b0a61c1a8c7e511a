import { topic } from '#command';

export default topic({ summary: 'See and change the rules of a group.' });
