/** Documents of Globus Timers: the fields that we read. Times are ISO 8601 texts. */

export interface OnceSchedule {
  readonly type: 'once';
  /** When to run; at once where it is left out. */
  readonly datetime?: string;
}
export interface RecurringSchedule {
  readonly type: 'recurring';
  readonly interval_seconds: number;
  readonly start?: string;
  /** Answers may leave `condition` out. */
  readonly end?: { readonly condition?: 'iterations' | 'time'; readonly count?: number; readonly datetime?: string };
}
export type Schedule = OnceSchedule | RecurringSchedule;

export type TimerActivity =
  | { readonly code: 'awaiting_next_run'; readonly next_run?: string }
  | { readonly code: 'run_in_progress'; readonly start_timestamp?: string }
  | { readonly code: 'retrying'; readonly [key: string]: unknown }
  | { readonly code: 'paused'; readonly reason?: unknown };

export interface InactiveReason {
  readonly cause: 'user' | 'globus_auth_requirements';
  readonly detail: {
    readonly code?: string;
    readonly authorization_parameters?: Readonly<Record<string, unknown>>;
  } | null;
}
/** A timer, as `/jobs` shows it. */
export interface Job {
  readonly job_id: string;
  readonly name: string | null;
  readonly status: string;
  readonly submitted_at: string;
  readonly start?: string;
  /** Seconds; null for a timer that runs once. */
  readonly interval?: number | null;
  readonly schedule?: Schedule | null;
  readonly callback_url: string;
  readonly callback_body?: Readonly<Record<string, unknown>>;
  readonly activity?: TimerActivity | null;
  readonly last_ran_at?: string | null;
  readonly next_run?: string | null;
  readonly stop_after?: { readonly date?: string | null; readonly n_runs?: number | null } | null;
  readonly n_runs?: number;
  readonly n_errors?: number;
  readonly inactive_reason?: InactiveReason | null;
}
/** A timer, as `/v2/timer` answers its creation. */
export interface Timer {
  readonly job_id: string;
  readonly name: string | null;
  readonly timer_type: 'transfer' | 'flow';
  readonly status: string;
  readonly submitted_at: string;
  readonly last_ran_at: string | null;
  readonly next_run: string | null;
  readonly schedule: Schedule;
  readonly number_of_runs?: number;
  readonly number_of_errors?: number;
  readonly n_runs?: number;
  readonly n_errors?: number;
}
