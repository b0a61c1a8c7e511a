import { topic } from '#command';

export default topic({ summary: 'Manage groups, and who is in them.' });
