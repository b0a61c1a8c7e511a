import { UsageError } from '../../errors.js';

/** A moment that comes round at a fixed distance: all that the service's schedules can say of a cron line. */
export interface Beat {
  readonly intervalSeconds: number;
  /** The first time at or after `now`, in local time. */
  readonly first: (now: Date) => Date;
}

const macros: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
    '@hourly': '0 * * * *',
    '@daily': '0 0 * * *',
    '@midnight': '0 0 * * *',
    '@weekly': '0 0 * * 0',
  }),
);
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const [minute, hour, day] = [60, 3600, 86_400];

/** The fields in their order. */
const ranges = [
  { called: 'the minute', min: 0, max: 59 },
  { called: 'the hour', min: 0, max: 23 },
  { called: 'the day of the month', min: 1, max: 31 },
  { called: 'the month', min: 1, max: 12 },
  { called: 'the day of the week', min: 0, max: 7 },
] as const;

interface Field {
  readonly every: boolean;
  /** Every so many: a star with a step. */
  readonly step?: number;
  readonly at?: number;
}

// a star, a star with a step, or one number; undefined for lists, ranges and whatever else cron knows
function field(text: string, min: number, max: number, names: readonly string[] = []): Field | undefined {
  if (text === '*' || text === '?') return { every: true };
  const step = /^\*\/(\d+)$/.exec(text)?.[1];
  if (step !== undefined)
    return Number(step) >= 1 && Number(step) <= max
      ? Number(step) === 1
        ? { every: true }
        : { every: false, step: Number(step) }
      : undefined;
  const named = names.indexOf(text.toLowerCase());
  const at = named === -1 ? (/^\d+$/.test(text) ? Number(text) : NaN) : named;
  return at >= min && at <= max ? { every: false, at } : undefined;
}

/** The first moment at or after `now` that is `offset` seconds into a local day, hour or week of `interval` seconds. */
function firstAt(now: Date, interval: number, offset: number): Date {
  const start = new Date(now);
  start.setHours(0, 0, 0, 0);
  if (interval === 7 * day) start.setDate(start.getDate() - start.getDay());
  const at = new Date(start);
  at.setSeconds(offset);
  while (at < now) {
    if (interval % day === 0) at.setDate(at.getDate() + interval / day);
    else at.setTime(at.getTime() + interval * 1000);
  }
  return at;
}

const hint =
  'A timer runs once or at a fixed interval. It can do: "*/15 * * * *", "30 * * * *", "0 */6 * * *", "0 2 * * *", "0 2 * * 1". For several times a day or week, make several timers; for days of the month, run globus from cron itself.';

/**
 * Reads five fields (minute, hour, day of month, month, day of week) where a fixed interval can say the same. UsageError where it cannot;
 * `where` says in it what the line was given for.
 */
export function cronBeat(raw: string, where: string): Beat {
  const words = (macros.get(raw.trim().toLowerCase()) ?? raw).trim().split(/\s+/);
  const cannot = (why: string) =>
    new UsageError(`Invalid value for ${where}: a timer cannot do '${raw}': ${why}.`, { hint });
  if (words.length !== 5) throw cannot(`a cron line has five fields, this has ${words.length}`);
  for (const [i, text] of words.entries()) {
    const { called, min, max } = ranges[i] as (typeof ranges)[number];
    const number = /^(?:\*\/)?(\d+)$/.exec(text)?.[1];
    if (number !== undefined && (Number(number) > max || Number(number) < min))
      throw cannot(`${called} is ${min} to ${max}, not ${number}`);
  }
  const [m, h, dom, month, dow] = [
    field(words[0] ?? '', 0, 59),
    field(words[1] ?? '', 0, 23),
    field(words[2] ?? '', 1, 31),
    field(words[3] ?? '', 1, 12),
    field(words[4] ?? '', 0, 7, dayNames),
  ];
  if (!m || !h || !dom || !month || !dow) throw cannot('lists, ranges and names of months are no fixed interval');
  if (!dom.every || !month.every) throw cannot('days of the month and months are not equally far apart');
  if (dow.step !== undefined) throw cannot('steps of weekdays begin again every week');
  const beat = (intervalSeconds: number, offset: number): Beat => ({
    intervalSeconds,
    first: (now) => firstAt(now, intervalSeconds, offset),
  });
  const weekday = dow.at === undefined ? undefined : dow.at % 7;
  if (h.at !== undefined && m.at !== undefined) {
    const offset = h.at * hour + m.at * minute;
    return weekday === undefined ? beat(day, offset) : beat(7 * day, weekday * day + offset);
  }
  if (weekday !== undefined) throw cannot('several times on one day of the week are not equally far apart');
  if (h.at !== undefined) throw cannot('several times within one hour of the day are not equally far apart');
  if (h.step !== undefined) {
    if (24 % h.step) throw cannot(`every ${h.step} hours begins again at midnight, and 24 is no multiple of ${h.step}`);
    if (m.at === undefined) throw cannot('several times within some hours are not equally far apart');
    return beat(h.step * hour, m.at * minute);
  }
  if (m.at !== undefined) return beat(hour, m.at * minute);
  if (m.step !== undefined && 60 % m.step)
    throw cannot(`every ${m.step} minutes begins again every hour, and 60 is no multiple of ${m.step}`);
  return beat((m.step ?? 1) * minute, 0);
}
