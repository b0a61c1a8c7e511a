import { apiCommand } from './_request.js';

export default { ...apiCommand({ service: 'timers', title: 'Timers', example: '/jobs/' }), also: ['api timer'] };
