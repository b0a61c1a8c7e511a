import { topic } from '#command';

export default topic({ summary: 'Keep names for places on collections.' });
