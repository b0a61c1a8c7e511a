import { command, param } from '#command';
import { demandLogin, requirementFrom } from '#globus/consents/awaited-login';
import { pausedTimerId } from './_params.js';
import { messageView } from './_views.js';

export default command({
  summary: 'Resume a paused timer.',
  description:
    'A timer pauses itself when it needs a consent or a fresh login from you. This command finds out what it waits for and, on a terminal, offers that login; elsewhere it names the command to run and ends with exit code 4.',
  examples: [{ title: 'Resume a timer', line: 'globus timer resume nightly' }],
  needs: ['timers', 'auth', 'session'],
  args: { timerId: pausedTimerId },
  flags: { skipInactiveReasonCheck: param.switch({ summary: 'Resume without looking at what it waits for' }) },
  output: messageView,
  next: (_answer, { args }) => `Pause it again:  globus timer pause ${args.timerId}`,
  run: async ({ args, flags, timers, ...tools }) => {
    const { inactive_reason: reason } = await timers.getJob(args.timerId);
    const waitsForLogin = reason?.cause === 'globus_auth_requirements';
    const asked = waitsForLogin ? reason.detail?.authorization_parameters : undefined;
    if (asked && !flags.skipInactiveReasonCheck)
      await demandLogin(requirementFrom(asked), 'The timer waits for a login.', tools);
    // the login that the timer waited for is only in fresh credentials
    return timers.resumeJob(args.timerId, { update_credentials: waitsForLogin });
  },
});
