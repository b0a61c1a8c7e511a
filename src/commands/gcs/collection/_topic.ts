import { topic } from '#command';

export default topic({ summary: 'Make, show and change collections of an endpoint.' });
