import { topic } from '#command';

export default topic({ summary: 'Say which accounts may share which folders.' });
