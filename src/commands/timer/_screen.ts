import { kind, summary, table, told } from '#command';
import { collectionsOf, howOften, scheduleWords, timerState, workOf } from '#globus/timers/words';
import type { Job, Timer } from '#services/timers';
import { typeOf } from './_type.js';

const work = told<Job>(
  (job) => job,
  (value, { names }) => workOf(value as Job, names.place) ?? typeOf(value as Job),
  { kind: 'route', lookup: { kind: 'place', ids: (value) => collectionsOf(value as Job) } },
);
const columns = {
  Name: 'name',
  Status: kind<Job>('state', timerState),
  Next: kind<Job>('time', 'next_run'),
  What: work,
  'How Often': howOften,
  Errors: (job: Job) => job.n_errors || null,
  Runs: 'n_runs',
  ID: kind<Job>('id', 'job_id'),
} as const;
export const timerTable = table((jobs: readonly Job[]) => jobs, columns, { screen: columns });

/** A timer in a few lines: what, how often, when next, and how it went. */
export const timerSummary = summary(
  (job: Job, { names, time }) => [
    [
      { text: job.name ?? 'A timer without a name', as: 'strong' },
      { text: `  ${workOf(job, names.place) ?? (job.callback_url ? typeOf(job) : '')}`, as: 'whole' },
    ],
    [{ text: timerState(job), as: 'state' }, `  ${howOften(job)}`, job.next_run ? `, next ${time(job.next_run)}` : ''],
    [
      `${job.n_runs ?? 0} run${job.n_runs === 1 ? '' : 's'}`,
      job.n_errors ? `, ${job.n_errors} failed` : '',
      job.last_ran_at ? `, the last one ${time(job.last_ran_at)}` : '',
    ],
    ending(job, time),
    job.submitted_at ? `made ${time(job.submitted_at)}` : undefined,
    timerState(job) === 'paused'
      ? [`Go on:  `, { text: `globus timer resume ${job.job_id}`, as: 'command' }]
      : [{ text: job.job_id, as: 'dim' }],
  ],
  { lookup: (job) => ({ place: collectionsOf(job) }) },
);
/** A timer that was just made: its document is another one than that of a timer that is shown. */
export const createdSummary = summary((timer: Timer, { time }) => [
  [
    { text: timer.name ?? 'A timer without a name', as: 'strong' },
    `  ${(timer.timer_type as string | undefined) ?? ''}`,
  ],
  [
    { text: timer.status, as: 'state' },
    `  ${scheduleWords(timer.schedule)}`,
    timer.next_run ? `, first ${time(timer.next_run)}` : '',
  ],
  [{ text: timer.job_id, as: 'dim' }],
]);
function ending({ stop_after: stop }: Job, time: (value: unknown) => string): string | undefined {
  if (stop?.n_runs) return `ends after ${stop.n_runs} runs`;
  return stop?.date ? `ends ${time(stop.date)}` : undefined;
}
