import { topic } from '#command';

export default topic({ summary: 'List the collections and endpoints you manage.' });
