import { param, things, listed } from '#command';

export const endpointId = things.collection({ summary: 'The collection or endpoint' });
/** One task of somebody. */
export const taskId = listed(param.uuid({ summary: 'The task' }), 'managedTask');
/** The tasks that an action is for. */
export const taskIds = listed(
  param.uuid({ summary: 'The task, or several', multiple: true, names: ['TASK_ID'] }),
  'managedTask',
);
