import { topic } from '#command';

export default topic({ summary: 'See and choose logins, and print tokens.' });
