import { topic } from '#command';

export default topic({ summary: 'Register, show and delete functions.' });
