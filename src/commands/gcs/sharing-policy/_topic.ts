import { topic } from '#command';

export default topic({ summary: 'Manage which accounts may share which folders.' });
