import { param } from '#command';

export const webInputId = param.uuid({ summary: 'The question', names: ['WEB_INPUT_ID'] });
