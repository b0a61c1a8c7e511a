import { topic } from '#command';

export default topic({ summary: 'Watch and manage what others do on your collections.' });
