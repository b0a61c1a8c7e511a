import { topic } from '#command';

export default topic({ summary: 'See who has access to collections you manage.' });
