import { command } from '#command';
import { taskIds } from '../_params.js';
import { batchView, taskView } from '../_views.js';

export default command({
  summary: 'Show one or several tasks.',
  examples: [
    { title: 'Show a task', line: 'globus compute task show TASK_ID' },
    { title: 'Show several with one request', line: 'globus compute task show TASK_ID TASK_ID TASK_ID' },
  ],
  needs: ['compute'],
  args: { taskIds },
  output: ({ args }) => (args.taskIds.length > 1 ? batchView : taskView),
  run: ({ args, compute }) => {
    const [first, ...others] = args.taskIds;
    return first !== undefined && !others.length
      ? compute.getTask(first)
      : compute.getTaskBatch({ task_ids: args.taskIds });
  },
});
