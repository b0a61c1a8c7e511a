import { command, date, table } from '#command';
import type { ComputeTaskGroup } from '#services/compute';
import { taskGroupId } from '../_params.js';

export default command({
  summary: 'List the tasks of a group.',
  examples: [
    { title: 'List the tasks that were submitted together', line: 'globus compute task-group show TASK_GROUP_ID' },
  ],
  needs: ['compute'],
  args: { taskGroupId },
  nothing: 'No task is in this group.',
  output: table((group: ComputeTaskGroup) => group.tasks, { 'Task ID': 'id', Created: date('created_at') }),
  run: ({ args, compute }) => compute.getTaskGroup(args.taskGroupId),
});
