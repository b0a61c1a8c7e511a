import { topic } from '#command';

export default topic({ summary: 'Show and extend the current login session.' });
