import { topic } from '#command';

export default topic({ summary: 'Answer invitations to groups.' });
