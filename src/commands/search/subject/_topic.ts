import { topic } from '#command';

export default topic({ summary: 'Show and delete what an index holds on a subject.' });
