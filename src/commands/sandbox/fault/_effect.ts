import { jsonObject, param } from '#command';
import type { FlagsOf } from '#command';
import { plainWords } from '#globus/tasks/faults';
import type { Effect } from './_rule.js';

const faultCode = param.custom((text) => text, { metavar: 'CODE', suggests: [...plainWords.keys()] });

/** One flag for each thing that can go wrong; exactly one is given. */
export const effectFlags = {
  status: param.integer({ summary: 'Answer with this HTTP status', min: 400, max: 599, metavar: 'STATUS' }),
  retryAfter: param.integer({
    summary: 'Answer 429, asking to come back in this many seconds',
    min: 0,
    metavar: 'SECONDS',
  }),
  latency: param.integer({ summary: 'Answer this many milliseconds later', min: 0, metavar: 'MS' }),
  drop: param.switch({ summary: 'Break the connection without an answer' }),
  cut: param.switch({ summary: 'Break the connection in the middle of the answer' }),
  expiredToken: param.switch({ summary: 'Refuse the access token as expired' }),
  consentRequired: param.text({ summary: 'Demand a consent to this scope', multiple: true, metavar: 'SCOPE' }),
  authorizationRequired: jsonObject({ summary: 'Demand a session like this: {"session_required_mfa": true}' }),
  taskFault: faultCode({ summary: 'Let files of tasks fail with this code; they are tried again' }),
  taskFail: faultCode({ summary: 'Let tasks of a service, states of flows or runs of timers fail' }),
  taskHold: param.switch({ summary: 'Hold tasks, or states of flows, until the rule is gone' }),
  taskLost: param.switch({ summary: 'Lose tasks of Compute: they never end' }),
  taskSkip: param.switch({ summary: 'Let timers skip a run' }),
};
/** What some effects can be told besides. */
export const detailFlags = {
  code: param.text({ summary: 'With --status: the error code in the answer' }),
  message: param.text({ summary: 'The words of the error' }),
};
type Given = FlagsOf<typeof effectFlags & typeof detailFlags>;

/** The keys of the flags that choose an effect. */
export const effectKeys = Object.keys(effectFlags) as (keyof typeof effectFlags)[];
/** Those whose error has words of its own. */
export const worded: readonly (keyof typeof effectFlags)[] = ['status', 'taskFault', 'taskFail'];

/** The effect that the flags ask for, as the sandbox takes it. */
export function effectOf(flags: Given): Effect {
  const { code, message } = flags;
  const description = message === undefined ? {} : { description: message };
  if (flags.status !== undefined)
    return {
      type: 'status',
      status: flags.status,
      ...(code !== undefined && { code }),
      ...(message !== undefined && { message }),
    };
  if (flags.retryAfter !== undefined) return { type: 'rate_limit', retry_after: flags.retryAfter };
  if (flags.latency !== undefined) return { type: 'latency', ms: flags.latency };
  if (flags.drop) return { type: 'drop' };
  if (flags.cut) return { type: 'cut' };
  if (flags.expiredToken) return { type: 'expired_token' };
  if (flags.consentRequired.length) return { type: 'consent_required', required_scopes: flags.consentRequired };
  if (flags.authorizationRequired)
    return { type: 'authorization_required', authorization_parameters: flags.authorizationRequired };
  if (flags.taskFault !== undefined) return { type: 'task_fault', code: flags.taskFault, ...description };
  if (flags.taskFail !== undefined) return { type: 'task_fail', code: flags.taskFail, ...description };
  if (flags.taskLost) return { type: 'task_lost' };
  if (flags.taskSkip) return { type: 'task_skip' };
  return { type: 'task_hold' };
}
