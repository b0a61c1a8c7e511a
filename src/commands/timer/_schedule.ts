import {
  type Clock,
  dateTime,
  duration,
  exclusive,
  type FlagsOf,
  localIso,
  localOffset,
  localStamp,
  type NeedTypes,
  param,
} from '#command';
import type { Schedule } from '#services/timers';
import { cronBeat } from './_cron.js';

const cron = param.custom(cronBeat, { metavar: 'CRON' });

/** When a timer runs: shared by all that make one. */
export const scheduleFlags = {
  name: param.text({ summary: 'Its name' }),
  start: dateTime({ summary: 'When to run first (the default is now)' }),
  interval: duration({
    summary: 'How long from one run to the next, such as 10m or 1d',
    names: ['--interval', '--every'],
  }),
  cron: cron({ summary: 'The same as a cron line in local time, where a fixed interval can say it' }),
  stopAfterDate: dateTime({ summary: 'Run no more after this' }),
  stopAfterRuns: param.integer({ summary: 'Run no more after so many runs', min: 1 }),
};
export const scheduleRules = [
  exclusive('stopAfterDate', 'stopAfterRuns'),
  exclusive('interval', 'cron'),
  exclusive('start', 'cron'),
] as const;
export type ScheduleFlags = FlagsOf<typeof scheduleFlags>;

/** What is wrong with these flags taken together; undefined where nothing is. */
export function scheduleComplaint({
  interval,
  cron: beat,
  stopAfterRuns,
  start,
  stopAfterDate,
}: ScheduleFlags): string | undefined {
  if (interval === 0) return '--interval must be longer than 0 seconds.';
  if (interval === undefined && !beat && stopAfterRuns !== 1)
    return 'Give --interval (or --cron), or --stop-after-runs 1 to run once.';
  if (start && stopAfterDate && stopAfterDate < start) return '--stop-after-date is before --start.';
  return undefined;
}

/** A moment as the service reads it: local time with its distance from UTC. */
const stamp = (date: Date) => `${localIso(date)}${localOffset(date)}`;

/** The schedule document; what was not said is left to the service. */
export function scheduleOf(flags: ScheduleFlags, now: Date): Schedule {
  const start = flags.cron ? flags.cron.first(now) : flags.start;
  if (flags.stopAfterRuns === 1) return { type: 'once', ...(start && { datetime: stamp(start) }) };
  const end = flags.stopAfterRuns
    ? ({ condition: 'iterations', count: flags.stopAfterRuns } as const)
    : flags.stopAfterDate && ({ condition: 'time', datetime: stamp(flags.stopAfterDate) } as const);
  return {
    type: 'recurring',
    interval_seconds: flags.cron?.intervalSeconds ?? flags.interval ?? 0,
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

/** Says on stderr when the timer will run, before it is made. */
export function previewRuns(
  schedule: Schedule,
  { notices, clock }: Pick<NeedTypes, 'notices'> & { readonly clock: Clock },
): void {
  const now = clock.now();
  const runs = firstRuns(schedule, now, 5);
  const day = 86_400_000;
  if (!runs.length) return notices.warn('This timer would never run: its end comes before its first run.');
  const more = schedule.type === 'recurring' && firstRuns(schedule, now, 6).length > 5;
  notices.info(`Runs at ${runs.map(localStamp).join(', ')}${more ? ', ...' : ''}`);
  const offsets = new Set(
    Array.from({ length: 12 }, (_, i) => new Date(now.getTime() + i * 30 * day).getTimezoneOffset()),
  );
  if (schedule.type === 'recurring' && schedule.interval_seconds % 86_400 === 0 && offsets.size > 1) {
    notices.info('Days are 24 hours to a timer: when clocks change, it runs an hour earlier or later by the clock.');
  }
}

/** The name of a timer that was given none. */
export const timerName = (name: string | undefined, now: Date) => name ?? `CLI Created Timer [${localIso(now)}]`;
