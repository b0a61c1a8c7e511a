import { topic } from '#command';

export default topic({ summary: 'Stream data between access points through tunnels.' });
