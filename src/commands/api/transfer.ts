import { apiCommand } from './_request.js';

export default apiCommand({ service: 'transfer', title: 'Transfer', prefix: 'v0.10', example: '/task_list' });
