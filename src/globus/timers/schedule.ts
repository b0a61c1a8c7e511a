import type { Schedule } from '../../services/timers.js';
import { localIso, localOffset, localStamp } from '../../time.js';
import type { Clock, Notices } from '../../tools.js';
import type { Beat } from './cron.js';

/** When something is to run: at a moment, at a distance of so many seconds, or as a cron line says. */
export interface Timing {
  readonly start?: Date | undefined;
  /** Seconds from one run to the next, or a time that comes round. */
  readonly interval?: number | Beat | undefined;
  /** Start and interval as a cron line says them, in place of the two. */
  readonly cron?: Beat | undefined;
  readonly stopAfterDate?: Date | undefined;
  readonly stopAfterRuns?: number | undefined;
}

/** A moment as the service reads it: local time with its distance from UTC. */
const stamp = (date: Date) => `${localIso(date)}${localOffset(date)}`;

/** The schedule document; what was not said is left to the service. */
export function scheduleOf(timing: Timing, now: Date): Schedule {
  const beat = timing.cron ?? (typeof timing.interval === 'object' ? timing.interval : undefined);
  const start = beat ? beat.first(now) : timing.start;
  if (timing.stopAfterRuns === 1) return { type: 'once', ...(start && { datetime: stamp(start) }) };
  const end = timing.stopAfterRuns
    ? ({ condition: 'iterations', count: timing.stopAfterRuns } as const)
    : timing.stopAfterDate && ({ condition: 'time', datetime: stamp(timing.stopAfterDate) } as const);
  return {
    type: 'recurring',
    interval_seconds: beat?.intervalSeconds ?? (timing.interval as number | undefined) ?? 0,
    ...(start && { start: stamp(start) }),
    ...(end && { end }),
  };
}

/** The first runs of a schedule, at most `most`. */
export function firstRuns(schedule: Schedule, now: Date, most = 5): Date[] {
  if (schedule.type === 'once') return [schedule.datetime === undefined ? now : new Date(schedule.datetime)];
  const { interval_seconds: interval, end } = schedule;
  const last = end?.datetime === undefined ? Infinity : Date.parse(end.datetime);
  const begin = schedule.start === undefined ? now.getTime() : Date.parse(schedule.start);
  // what is past is not run: the service goes on at the first time to come
  const missed = begin < now.getTime() ? Math.ceil((now.getTime() - begin) / (interval * 1000)) : 0;
  const count = Math.min(most, end?.count ?? Infinity);
  const runs = Array.from({ length: count }, (_, i) => new Date(begin + (missed + i) * interval * 1000));
  return runs.filter((run) => run.getTime() <= last);
}

interface PreviewTools {
  readonly notices: Pick<Notices, 'info' | 'warn'>;
  readonly clock: Pick<Clock, 'now'>;
  /** A time as a person reads it; left out where nobody does. */
  readonly words?: ((time: Date, now: Date) => string) | undefined;
}

/** Says on stderr when the timer will run, before it is made. */
export function previewRuns(schedule: Schedule, { notices, clock, words }: PreviewTools): void {
  const now = clock.now();
  const runs = firstRuns(schedule, now, 5);
  const day = 86_400_000;
  if (!runs.length) return notices.warn('This timer would never run: its end comes before its first run.');
  const more = schedule.type === 'recurring' && firstRuns(schedule, now, 6).length > 5;
  const times = words ? runs.map((run) => words(run, now)) : runs.map(localStamp);
  notices.info(`Runs ${words ? '' : 'at '}${times.join(', ')}${more ? ', ...' : ''}`);
  const offsets = new Set(
    Array.from({ length: 12 }, (_, i) => new Date(now.getTime() + i * 30 * day).getTimezoneOffset()),
  );
  if (schedule.type === 'recurring' && schedule.interval_seconds % 86_400 === 0 && offsets.size > 1) {
    notices.info('A day is 24 hours for a timer: when the clocks change, it runs an hour earlier or later.');
  }
}

/** The name of a timer that was given none. */
export const timerName = (name: string | undefined, now: Date) => name ?? `CLI Created Timer [${localIso(now)}]`;

/**
 * A schedule as the older interface for callbacks of any kind takes it: the first run, seconds between runs (null: once), and the end.
 * Without a start the first run is now.
 */
export function jobTiming(schedule: Schedule, now: Date) {
  const [start, interval] =
    schedule.type === 'once' ? [schedule.datetime, null] : [schedule.start, schedule.interval_seconds];
  const end =
    schedule.type === 'once'
      ? { n_runs: 1 }
      : schedule.end &&
        (schedule.end.condition === 'time' ? { date: schedule.end.datetime } : { n_runs: schedule.end.count });
  return { start: start ?? now.toISOString(), interval, ...(end && { stop_after: end }) };
}
