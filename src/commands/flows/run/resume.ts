import { command, param, requires, waiting, sentence } from '#command';
import { demandLogin } from '#globus/consents/awaited-login';
import { awaitedLogin } from '#globus/flows/awaited-login';
import { newestEntry } from '#globus/flows/log';
import { judgeRun, waitForRun } from '#globus/flows/waiting';
import { pausedRunId } from '../_params.js';
import { runView } from '../_views.js';

export default command({
  summary: 'Resume a run that has become inactive.',
  description:
    'A run becomes inactive when it needs a consent or a fresh login from you. This command finds out what it waits for and, on a terminal, offers that login; elsewhere it names the command to run and ends with exit code 4.',
  examples: [{ title: 'Resume a run, and wait until it ends', line: 'globus flows run resume @last --wait' }],
  needs: ['flows', 'flow', 'auth', 'session', 'progress', 'clock'],
  args: { runId: pausedRunId },
  flags: {
    skipInactiveReasonCheck: param.switch({ summary: 'Resume without looking at what it waits for' }),
    wait: waiting.wait,
    waitTimeout: waiting.waitTimeout,
  },
  rules: [requires('waitTimeout', 'wait')],
  output: runView,
  run: async ({ args, flags, flows, flow, ...tools }) => {
    const run = await flows.getRun(args.runId, {}, 'flow_id');
    const awaited = flags.skipInactiveReasonCheck ? undefined : awaitedLogin(run);
    if (awaited) await demandLogin(awaited, run.details?.description ?? 'The run waits for a login.', tools);
    const before = flags.wait ? await newestEntry(args.runId, flows) : undefined;
    const resumed = await (await flow.at(run.flow_id)).resumeRun(args.runId);
    if (!flags.wait) return resumed;
    return judgeRun(
      await waitForRun(
        args.runId,
        { flows, ...tools },
        { pollingInterval: 1, timeout: flags.waitTimeout, after: before, hasBegun: true },
      ),
      flows,
    );
  },
  next: (run, { flags }) =>
    'run_id' in run && !flags.wait ? sentence`Follow it:  globus flows run watch ${run.run_id}` : undefined,
});
