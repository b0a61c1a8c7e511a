import { topic } from '#command';

export default topic({ summary: 'Find the access points that tunnels join.' });
