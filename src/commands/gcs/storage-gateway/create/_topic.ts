import { topic } from '#command';

export default topic({ summary: 'Make a storage gateway, by what it reaches.' });
