import { command, message } from '#command';
import { waitForSuccess } from '#globus/compute/waiting';
import { patienceFlags, taskIds } from '../_params.js';

export default command({
  summary: 'Wait until one or several tasks have ended.',
  description: 'Exits 0 when all succeeded and 1 when one failed.',
  examples: [{ title: 'Wait, then use the result', line: 'globus compute task wait TASK_ID && sh next-step.sh' }],
  needs: ['compute', 'progress', 'clock'],
  args: { taskIds },
  flags: patienceFlags,
  output: message(() => ''),
  run: ({ args, flags, ...tools }) =>
    waitForSuccess(args.taskIds, tools, {
      ...flags,
      work: `Task ${args.taskIds.join(', ')}`,
      again: `globus compute task wait ${args.taskIds.join(' ')}`,
    }),
});
