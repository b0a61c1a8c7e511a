import { param } from '#command';

export const timerId = param.uuid({ summary: 'The timer' });
