import { apiCommand } from './_request.js';

export default apiCommand({ service: 'flows', title: 'Flows', example: '/flows' });
