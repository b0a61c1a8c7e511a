import { topic } from '#command';

export default topic({ summary: 'Manage the members of a group.' });
