import { command, param } from '#command';
import { demandSuccess, waitForTask } from '#globus/tasks/waiting';
import { summaryView } from '../_submission.js';
import { taskId } from './_params.js';

export default command({
  summary: 'Follow a task until it ends: progress, rate, faults.',
  description:
    'On a terminal a progress bar; elsewhere a line at most every 30 seconds on stderr. Faults are said as they happen.',
  examples: [
    { title: 'Follow a task', line: 'globus task watch nightly' },
    { title: 'Cancel it as soon as it cannot succeed', line: 'globus task watch @last --fail-fast' },
  ],
  needs: ['transfer', 'progress', 'clock'],
  args: { taskId },
  flags: {
    pollingInterval: param.integer({ summary: 'Seconds between two looks', metavar: 'N', min: 1, default: 1 }),
    timeout: param.integer({ summary: 'Stop watching after so many seconds; the task goes on', metavar: 'N', min: 0 }),
    failFast: param.switch({ summary: 'Cancel on an error that cannot go away' }),
  },
  output: summaryView,
  run: async ({ args, flags, ...tools }) =>
    demandSuccess(await waitForTask(args.taskId, tools, { ...flags, watch: true })),
});
