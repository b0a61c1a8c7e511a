import { apiCommand } from './_request.js';

export default apiCommand({ service: 'search', title: 'Search', example: '/v1/index_list' });
