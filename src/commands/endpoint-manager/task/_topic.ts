import { topic } from '#command';

export default topic({ summary: 'Watch, pause and cancel tasks on your collections.' });
