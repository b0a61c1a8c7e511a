import { topic } from '#command';

export default topic({ summary: 'Look up identities and where they come from.' });
