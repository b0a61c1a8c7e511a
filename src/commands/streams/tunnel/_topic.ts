import { topic } from '#command';

export default topic({ summary: 'Open, watch and stop tunnels.' });
