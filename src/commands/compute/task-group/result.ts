import { command } from '#command';
import { paced } from '#globus/compute/limits';
import { tasksOf } from '#globus/compute/tasks';
import { taskGroupId } from '../_params.js';
import { tasksView } from '../_views.js';

export default command({
  summary: 'Show how the tasks of a group ended, with results.',
  examples: [
    { title: 'Read the results of a batch', line: 'globus compute task-group result TASK_GROUP_ID' },
    {
      title: 'The ids of those that failed',
      line: `globus compute task-group result TASK_GROUP_ID --jmespath "[?status=='failed'].task_id"`,
    },
  ],
  needs: ['compute', 'clock'],
  args: { taskGroupId },
  nothing: 'No task of this group has a result yet.',
  output: tasksView,
  run: async ({ args, compute, clock }) => {
    const { tasks } = await compute.getTaskGroup(args.taskGroupId);
    return tasks.length
      ? tasksOf(
          tasks.map(({ id }) => id),
          paced(compute, clock),
        )
      : [];
  },
});
