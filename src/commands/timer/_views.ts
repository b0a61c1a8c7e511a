import { date, formatted, isNumber, localTime, message, onScreen, plain, record, records, sentence } from '#command';
import type { Job, Schedule, Timer, TimerActivity } from '#services/timers';
import { createdSummary, timerSummary, timerTable } from './_screen.js';
import { typeOf } from './_type.js';

/** `10 days, 0:10:00`: a number of seconds, as scripts have come to expect it. */
export function spell(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const rest = seconds - days * 86_400;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const fraction =
    seconds % 1
      ? `.${Math.round((seconds % 1) * 1e6)
          .toString()
          .padStart(6, '0')}`
      : '';
  const clock = `${Math.floor(rest / 3600)}:${two((rest % 3600) / 60)}:${two(rest % 60)}${fraction}`;
  return days ? `${days} day${days === 1 ? '' : 's'}, ${clock}` : clock;
}

const reasons: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
    user: 'by you',
    globus_auth_requirements: 'until you log in as it needs: globus timer resume',
  }),
);
function activity(value: unknown): string {
  const now = value as TimerActivity | null | undefined;
  switch (now?.code) {
    case undefined:
      return 'This timer is no longer active';
    case 'awaiting_next_run':
      return `Awaiting next run at ${localTime(now.next_run)}`;
    case 'run_in_progress':
      return `Run in progress since ${localTime(now.start_timestamp)}`;
    case 'retrying':
      return `Retrying since ${localTime(now['start_timestamp'])}`;
    case 'paused':
      return `Paused${reasons.get(String(now.reason)) ? ` ${reasons.get(String(now.reason))}` : ''}`;
    default:
      return plain((now as { code: unknown }).code);
  }
}

const what = { 'Timer ID': 'job_id', Name: 'name', Type: typeOf, 'Submitted At': date<Job>('submitted_at') } as const;
const when = {
  Start: date<Job>('start'),
  Interval: formatted<Job>('interval', (value) => (isNumber(value) ? spell(Number(value)) : plain(value))),
  Status: 'status',
  Activity: formatted<Job>('activity', activity),
} as const;
const runs = { 'Last Run': date<Job>('last_ran_at'), 'Next Run': date<Job>('next_run') } as const;
const end = {
  // as the service wrote it, with its offset
  'Stop After Date': 'stop_after.date',
  'Stop After Number of Runs': 'stop_after.n_runs',
} as const;
const counts = { 'Number of Runs': 'n_runs', 'Number of Timer Errors': 'n_errors' } as const;
const fields = { ...what, ...when, ...runs, ...end, ...counts } as const;

export const timerView = onScreen<Job>(timerSummary, record<Job>(fields));
export const timersView = onScreen(
  timerTable,
  records((jobs: readonly Job[]) => jobs, fields),
);
/** A deleted timer has no runs to speak of any more. */
export const deletedTimerView = onScreen(
  message((job: Job) => sentence`The timer '${job.name ?? job.job_id}' was deleted.`),
  record<Job>({ ...what, ...when, ...end }),
);
/** What pausing and resuming answer. */
interface Answer {
  readonly message: string;
}
export const messageView = onScreen(
  // the service says job for what is called timer everywhere else
  message((answer: Answer) => answer.message.replace(/\bjob\b/g, 'timer')),
  message((answer: Answer) => answer.message),
);

/** A schedule in words. */
export function inWords(schedule: Schedule): string {
  if (schedule.type === 'once')
    return schedule.datetime === undefined ? 'once' : `once at ${localTime(schedule.datetime)}`;
  const { interval_seconds: interval, start, end: last } = schedule;
  const first = start === undefined ? '' : `, starting ${localTime(start)}`;
  const until =
    last?.count !== undefined
      ? sentence` and running for ${last.count} iterations`
      : last?.datetime !== undefined
        ? ` and running until ${localTime(last.datetime)}`
        : ' and running indefinitely';
  return sentence`every ${interval} seconds${first}${until}`;
}
export const createdView = onScreen<Timer>(
  createdSummary,
  record<Timer>({
    'Timer ID': 'job_id',
    Name: 'name',
    Type: 'timer_type',
    'Submitted At': date<Timer>('submitted_at'),
    Status: 'status',
    'Last Run': date<Timer>('last_ran_at'),
    'Next Run': date<Timer>('next_run'),
    Schedule: (timer: Timer) => inWords(timer.schedule),
    'Number of Runs': (timer: Timer) => timer.number_of_runs ?? timer.n_runs,
    'Number of Timer Errors': (timer: Timer) => timer.number_of_errors ?? timer.n_errors,
  }),
);
