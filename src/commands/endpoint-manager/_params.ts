import { things } from '#command';

export const endpointId = things.collection({ summary: 'The collection or endpoint' });
/** One task of somebody. */
export const taskId = things.managedTask({ summary: 'The task' });
/** The tasks that an action is for. */
export const taskIds = things.managedTask({ summary: 'The task, or several', multiple: true, names: ['TASK_ID'] });
