import { topic } from '#command';

export default topic({ summary: 'Manage Globus Connect Server endpoints and collections.' });
