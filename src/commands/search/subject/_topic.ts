import { topic } from '#command';

export default topic({ summary: 'Show and delete all that an index knows of a subject.' });
