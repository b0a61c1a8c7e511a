import { apiCommand } from './_request.js';

export default apiCommand({ service: 'compute', title: 'Compute', example: '/v2/version' });
