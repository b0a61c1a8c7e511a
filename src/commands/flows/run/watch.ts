import { command, param } from '#command';
import { judgeRun, waitForRun } from '#globus/flows/waiting';
import { runId } from '../_params.js';
import { runView } from '../_views.js';

export default command({
  summary: 'Follow a run until it ends: each step as it comes.',
  description:
    'Steps are printed on stderr. If the run fails, the failed state and the cause are printed, and also whether an earlier error replaced the input. Exits 0 when the run succeeded, and 1 when it failed or waits for a person.',
  examples: [
    { title: 'Follow a run', line: 'globus flows run watch @last' },
    { title: 'Wait at most an hour', line: 'globus flows run watch @last --timeout 3600' },
  ],
  needs: ['flows', 'progress', 'clock'],
  args: { runId },
  flags: {
    pollingInterval: param.integer({ summary: 'Seconds between checks', metavar: 'N', min: 1, default: 1 }),
    timeout: param.integer({
      summary: 'Stop watching after this many seconds; the run continues',
      metavar: 'N',
      min: 0,
    }),
  },
  output: runView,
  run: async ({ args, flags, ...tools }) => judgeRun(await waitForRun(args.runId, tools, flags), tools.flows),
});
