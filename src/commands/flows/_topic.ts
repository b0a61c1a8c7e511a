import { topic } from '#command';

export default topic({ summary: 'Make, share and start flows, and follow their runs.' });
