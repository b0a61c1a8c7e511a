import { topic } from '#command';

export default topic({ summary: 'Consents that the people of the sandbox gave.' });
