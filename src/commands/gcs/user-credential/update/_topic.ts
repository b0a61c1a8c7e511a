import { topic } from '#command';

export default topic({ summary: 'Change a user credential.' });
