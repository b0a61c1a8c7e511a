import { param, listed } from '#command';

export const webInputId = listed(param.uuid({ summary: 'The question', names: ['WEB_INPUT_ID'] }), 'webInput');
