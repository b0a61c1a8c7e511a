import { dateTime, exclusive, type FlagsOf, param } from '#command';
import { cronBeat } from '#globus/timers/cron';
import { howOften } from '#globus/timers/every';

const every = param.custom((raw, { name }) => howOften(raw, name), { metavar: 'TIMEDELTA' });
const cron = param.custom((raw, { name }) => cronBeat(raw, name), { metavar: 'CRON' });

/** When a timer runs: shared by all that make one. */
export const scheduleFlags = {
  name: param.text({ summary: 'Its name' }),
  start: dateTime({ summary: 'When to run first (the default is now)' }),
  interval: every({
    summary: 'How long from one run to the next, such as 10m, 1d, day or monday 2am',
    names: ['--interval', '--every'],
  }),
  cron: cron({ summary: 'When to run, as a cron line in local time, if a fixed interval can express it' }),
  stopAfterDate: dateTime({ summary: 'Stop after this time' }),
  stopAfterRuns: param.integer({ summary: 'Stop after this many runs', min: 1 }),
};
/** How these are written, but for what another name of a timer is given by. */
export const scheduleNames = ['--start', '--interval', '--every', '--cron', '--stop-after-date', '--stop-after-runs'];
export const scheduleRules = [
  exclusive('stopAfterDate', 'stopAfterRuns'),
  exclusive('interval', 'cron'),
  exclusive('start', 'cron'),
] as const;
type ScheduleFlags = FlagsOf<typeof scheduleFlags>;

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
  if (start && typeof interval === 'object')
    return 'A time of the day or week says when to run first: leave --start out.';
  if (start && stopAfterDate && stopAfterDate < start) return '--stop-after-date is before --start.';
  return undefined;
}
