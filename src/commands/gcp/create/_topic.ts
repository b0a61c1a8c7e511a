import { topic } from '#command';

export default topic({ summary: 'Make collections of Globus Connect Personal.' });
