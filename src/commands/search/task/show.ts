import { command } from '#command';
import { taskDetail } from '../_tasks.js';
import { taskId } from './_params.js';

export default command({
  summary: 'Show the progress of a task of an index.',
  examples: [{ title: 'Show a task', line: 'globus search task show TASK_ID' }],
  needs: ['search'],
  args: { taskId },
  output: taskDetail,
  run: ({ args, search }) => search.getTask(args.taskId),
});
