import { topic } from '#command';

export default topic({ summary: 'Change collections of Globus Connect Personal.' });
