import { things } from '#command';

export const taskId = things.task({ summary: 'The task' });
