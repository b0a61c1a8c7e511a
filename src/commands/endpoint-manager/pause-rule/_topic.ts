import { topic } from '#command';

export default topic({ summary: 'Pause what others do on your collections.' });
