import { topic } from '#command';

export default topic({ summary: 'Manage the data transfer nodes of an endpoint.' });
