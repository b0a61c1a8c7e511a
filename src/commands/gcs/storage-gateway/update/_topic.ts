import { topic } from '#command';

export default topic({ summary: 'Change a storage gateway, by what it reaches.' });
