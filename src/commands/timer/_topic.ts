import { topic } from '#command';

export default topic({ summary: 'Run transfers and flows at a time, or again and again.' });
