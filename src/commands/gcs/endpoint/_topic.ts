import { topic } from '#command';

export default topic({ summary: 'Show and change Globus Connect Server endpoints.' });
