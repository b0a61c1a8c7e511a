import { param } from '#command';

export const taskId = param.uuid({ summary: 'The task' });
