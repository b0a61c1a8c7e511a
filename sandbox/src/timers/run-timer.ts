import { ApiError } from '../http/api-error.js';
import { isObject } from '../http/body.js';
import type { World } from '../world.js';
import { failureText, faultOnWork } from '../work-faults.js';
import { latestMissed, runAfter } from './schedule.js';
import { startRun } from './starts.js';
import { timersState, type InactiveReason, type Timer, type TimerRun } from './state.js';

/** How often one timer is run when time leaps; of what was due beyond that only the last is run. */
const mostRunsAtOnce = 100;
const runsKept = 200;

/** Runs every timer as often as it has become due. True when something was run. */
export function runDue(world: World): boolean {
  const due = timersState(world).timers.filter((timer) => isDue(timer, world.clock.now()));
  for (const { id } of due) {
    for (let runs = 1; ; runs += 1) {
      const timer = timersState(world).timers.get(id);
      if (!timer || !isDue(timer, world.clock.now())) break;
      runOnce(world, runs < mostRunsAtOnce ? timer : withoutMissed(timer, world.clock.now()));
    }
  }
  return due.length > 0;
}

/** The timer with its next run moved to the last of those that were missed, so that they are made up for once. */
export function withoutMissed(timer: Timer, now: number): Timer {
  return timer.next_run === null ? timer : { ...timer, next_run: latestMissed(timer.schedule, timer.next_run, now) };
}

function isDue({ status, next_run }: Timer, now: number): boolean {
  return status === 'active' && next_run !== null && next_run <= now;
}

/** Runs the timer for the time it is due. What its owner has to do something about makes it inactive, with that run still due. */
function runOnce(world: World, timer: Timer): void {
  const { timers } = timersState(world);
  const due = timer.next_run ?? world.clock.now();
  const run = (http_status: number, started: string | null, error: TimerRun['error']): TimerRun[] =>
    [...timer.runs, { ran_at: due, http_status, started, error }].slice(-runsKept);
  const done = (runs: TimerRun[], failed: boolean): void => {
    const n_runs = timer.n_runs + 1;
    const next_run = runAfter(timer.schedule, due, n_runs);
    timers.put(timer.id, {
      ...timer,
      runs,
      n_runs,
      n_errors: timer.n_errors + Number(failed),
      last_ran: due,
      next_run,
      status: next_run === null ? 'ended' : 'active',
    });
  };
  const fault = faultOnWork(world, 'timer', `/${timer.id}`, `timer ${timer.id} ${due}`);
  if (fault?.type === 'task_skip') {
    const next_run = runAfter(timer.schedule, due, timer.n_runs);
    timers.put(timer.id, { ...timer, next_run, status: next_run === null ? 'ended' : 'active' });
    return;
  }
  try {
    if (fault?.type === 'task_fail') throw new ApiError(500, fault.code, failureText(fault));
    const { id, http_status } = startRun(world, timer);
    done(run(http_status, id, null), false);
  } catch (error) {
    if (!(error instanceof ApiError)) world.troubles.add('RUN', `/timer/jobs/${timer.id}`, error);
    const { status, code, message, extra } =
      error instanceof ApiError ? error : new ApiError(500, 'InternalError', 'the sandbox failed; see its state');
    const failed = run(status, null, { code, message, ...extra });
    const reason = requirementOf(code, message, extra);
    if (reason === undefined) done(failed, true);
    else
      timers.put(timer.id, {
        ...timer,
        runs: failed,
        n_errors: timer.n_errors + 1,
        status: 'inactive',
        inactive_reason: reason,
      });
  }
}

/** What the owner has to do, where a refusal says so. */
function requirementOf(code: string, message: string, extra: Record<string, unknown>): InactiveReason | undefined {
  const scopes = extra['required_scopes'];
  const parameters = extra['authorization_parameters'];
  if (Array.isArray(scopes)) {
    return {
      cause: 'globus_auth_requirements',
      detail: { code, authorization_parameters: { session_message: message, required_scopes: scopes } },
    };
  }
  return isObject(parameters)
    ? {
        cause: 'globus_auth_requirements',
        detail: { code: 'AuthorizationParameters', authorization_parameters: parameters },
      }
    : undefined;
}
