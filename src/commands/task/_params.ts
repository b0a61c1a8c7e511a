import { things } from '#command';

export const taskId = things.task({ summary: 'The task' });
/** One that has not ended: others have nothing to change. */
export const openTaskId = things.task({ summary: 'The task', only: 'open' });
