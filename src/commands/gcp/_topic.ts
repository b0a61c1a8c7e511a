import { topic } from '#command';

export default topic({ summary: 'Manage Globus Connect Personal: your own computers.' });
