import { topic } from '#command';

export default topic({ summary: 'Watch and steer what others do on your collections.' });
