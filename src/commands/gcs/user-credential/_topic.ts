import { topic } from '#command';

export default topic({ summary: 'Manage the accounts and keys that users have on storage.' });
