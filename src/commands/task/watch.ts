import { command, param, things, UsageError } from '#command';
import { demandSuccess, waitForTask } from '#globus/tasks/waiting';
import { summaryView } from '../_submission.js';

const missing = "Missing argument 'TASK_ID'.";

export default command({
  summary: 'Follow a task until it ends: progress, rate, faults.',
  description:
    'On a terminal a progress bar, with keys: c cancels the task, e shows its events, q leaves it running. Without a task, the terminal shows everything that runs, as `globus dash` does. Elsewhere, a line on stderr at most every 30 seconds. Faults are shown as they happen.',
  examples: [
    { title: 'Follow a task', line: 'globus task watch nightly' },
    { title: 'Cancel it as soon as it cannot succeed', line: 'globus task watch @last --fail-fast' },
  ],
  needs: ['transfer', 'progress', 'clock', 'screens'],
  args: { taskId: things.task({ summary: 'The task', optional: true }) },
  flags: {
    pollingInterval: param.integer({ summary: 'Seconds between checks', metavar: 'N', min: 1, default: 1 }),
    timeout: param.integer({
      summary: 'Stop watching after this many seconds; the task continues',
      metavar: 'N',
      min: 0,
    }),
    failFast: param.switch({ summary: 'Cancel on an error that retrying cannot fix' }),
  },
  check: ({ args, isOnScreen }) => (args.taskId === undefined && !isOnScreen ? missing : undefined),
  output: summaryView,
  run: async ({ args, flags, screens, ...tools }) => {
    if (args.taskId !== undefined)
      return demandSuccess(await waitForTask(args.taskId, tools, { ...flags, watch: true }));
    if (!screens.available) throw new UsageError(missing, { hint: 'See: globus task watch --help' });
    await screens.ownDash();
    return undefined;
  },
});
