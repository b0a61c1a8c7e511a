import { topic } from '#command';

export default topic({ summary: 'Watch, wait for and cancel transfer and delete tasks.' });
