import { topic } from '#command';

export default topic({ summary: 'Follow the calls that were submitted together.' });
