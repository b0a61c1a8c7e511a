import { topic } from '#command';

export default topic({ summary: 'Consents that users of the sandbox gave.' });
