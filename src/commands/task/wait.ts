import { command, param, timeoutExitCode } from '#command';
import { waitForTask } from '#globus/tasks/waiting';
import { outcome, silentOnPipes } from '../_submission.js';
import { taskId } from './_params.js';

export default command({
  summary: 'Wait until a task has ended.',
  description:
    'Exits 0 when the task succeeded and 1 when it failed or waits for a login. On a terminal, or with --fail-fast, faults are shown as they come; `globus task watch` shows progress, too.',
  examples: [
    { title: 'Wait, then do something with the data', line: 'globus task wait @last && sh analyse.sh' },
    { title: 'Wait at most an hour', line: 'globus task wait @last --timeout 3600 --timeout-exit-code 75' },
  ],
  needs: ['transfer', 'progress', 'clock', 'prompt'],
  args: { taskId },
  flags: {
    timeout: param.integer({
      summary: 'Stop waiting after this many seconds; the task continues',
      metavar: 'N',
      min: 0,
    }),
    pollingInterval: param.integer({ summary: 'Seconds between checks', metavar: 'N', min: 1, default: 1 }),
    heartbeat: param.switch({ summary: 'Print a dot on stderr after every check', names: ['--heartbeat', '-H'] }),
    timeoutExitCode,
    failFast: param.switch({ summary: 'Cancel on an error that retrying cannot fix' }),
    meow: param.switch({ summary: 'Wait as a cat does', hidden: true }),
  },
  output: silentOnPipes,
  run: async ({ args, flags, prompt, ...tools }) =>
    outcome(await waitForTask(args.taskId, tools, { ...flags, tellsFaults: prompt.available || flags.failFast })),
});
