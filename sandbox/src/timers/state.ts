import { defineState } from '../state/store.js';
import type { Schedule } from './schedule.js';

export type TimerType = 'transfer' | 'flow' | 'generic';

/** Why a timer does not run until it is resumed. */
export interface InactiveReason {
  readonly cause: 'user' | 'globus_auth_requirements';
  readonly detail: Record<string, unknown> | null;
}

/** One run of a timer. What became of what it started is looked up when it is shown. */
export interface TimerRun {
  /** Milliseconds since 1970: when it was due. */
  readonly ran_at: number;
  /** The status of the answer of the service that was called. */
  readonly http_status: number;
  /** The transfer task or flow run that was started. */
  readonly started: string | null;
  readonly error: Record<string, unknown> | null;
}

export interface Timer {
  readonly id: string;
  readonly timer_type: TimerType;
  readonly name: string | null;
  readonly status: 'active' | 'inactive' | 'ended';
  readonly inactive_reason: InactiveReason | null;
  /** For whom it runs: an identity, through the application that made it. */
  readonly owner: string;
  readonly client: string;
  readonly schedule: Schedule;
  /** Milliseconds since 1970. */
  readonly submitted: number;
  /** When it is due next, whether active or not; null once it has ended. */
  readonly next_run: number | null;
  readonly last_ran: number | null;
  readonly n_runs: number;
  readonly n_errors: number;
  readonly callback_url: string;
  readonly callback_body: Record<string, unknown>;
  readonly scope: string | null;
  readonly flow_id: string | null;
  /** The document that was sent as `body`, for timers made by the second version of the API. */
  readonly body: Record<string, unknown> | null;
  /** Oldest first. */
  readonly runs: TimerRun[];
}

/** The tables of the Timers service. */
export const timersState = defineState((store) => {
  const timers = store.table<Timer>('timers.timers');
  return { timers, timersByOwner: timers.index((timer) => timer.owner) };
});
