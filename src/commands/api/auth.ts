import { apiCommand } from './_request.js';

export default apiCommand({ service: 'auth', title: 'Auth', example: '/v2/oauth2/userinfo' });
