import { defineState } from '../state/store.js';
import type { Schedule } from './schedule.js';

export type TimerType = 'transfer' | 'flow' | 'generic';

/** Why a timer does not run until it is resumed. */
export interface InactiveReason {
  cause: 'user' | 'globus_auth_requirements';
  detail: Record<string, unknown> | null;
}

/** One run of a timer. What became of what it started is looked up when it is shown. */
export interface TimerRun {
  /** Milliseconds since 1970: when it was due. */
  ran_at: number;
  /** The status of the answer of the service that was called. */
  http_status: number;
  /** The transfer task or flow run that was started. */
  started: string | null;
  error: Record<string, unknown> | null;
}

export interface Timer {
  id: string;
  timer_type: TimerType;
  name: string | null;
  status: 'active' | 'inactive' | 'ended';
  inactive_reason: InactiveReason | null;
  /** For whom it runs: an identity, through the application that made it. */
  owner: string;
  client: string;
  schedule: Schedule;
  /** Milliseconds since 1970. */
  submitted: number;
  /** When it is due next, whether active or not; null once it has ended. */
  next_run: number | null;
  last_ran: number | null;
  n_runs: number;
  n_errors: number;
  callback_url: string;
  callback_body: Record<string, unknown>;
  scope: string | null;
  flow_id: string | null;
  /** The document that was sent as `body`, for timers made by the second version of the API. */
  body: Record<string, unknown> | null;
  /** Oldest first. */
  runs: TimerRun[];
}

/** The tables of the Timers service. */
export const timersState = defineState((store) => {
  const timers = store.table<Timer>('timers.timers');
  return { timers, timersByOwner: timers.index((timer) => timer.owner) };
});
