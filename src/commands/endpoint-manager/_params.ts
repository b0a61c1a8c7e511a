import { things } from '#command';

export const endpointId = things.collection({ summary: 'The collection or endpoint' });
/** One task of somebody. */
export const taskId = things.managedTask({ summary: 'The task' });
/** The tasks that an action is for: one that has ended can be neither paused nor canceled. */
const several = { summary: 'The task, or several', multiple: true, names: ['TASK_ID'] } as const;
export const openTaskIds = things.managedTask({ ...several, only: 'open' });
export const goingTaskIds = things.managedTask({ ...several, only: 'going' });
export const pausedTaskIds = things.managedTask({ ...several, only: 'paused' });
