import { apiCommand } from './_request.js';

export default apiCommand({ service: 'groups', title: 'Groups', prefix: 'v2', example: '/groups/my_groups' });
