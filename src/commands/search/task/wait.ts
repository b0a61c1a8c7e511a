import { command, param, timeoutExitCode } from '#command';
import { waitForTask } from '#globus/search/tasks';
import { taskDetail } from '../_tasks.js';
import { taskId } from './_params.js';

export default command({
  summary: 'Wait until a task of an index has ended.',
  description: 'Exits 0 when the task succeeded and 1 when it failed.',
  examples: [{ title: 'Wait at most ten minutes', line: 'globus search task wait TASK_ID --timeout 600' }],
  needs: ['search', 'progress', 'clock'],
  args: { taskId },
  flags: {
    timeout: param.integer({
      summary: 'Stop waiting after this many seconds; the task continues',
      metavar: 'N',
      min: 0,
    }),
    pollingInterval: param.integer({ summary: 'Seconds between checks', metavar: 'N', min: 1, default: 1 }),
    timeoutExitCode,
  },
  output: taskDetail,
  run: ({ args, flags, ...tools }) => waitForTask(args.taskId, flags, tools),
});
