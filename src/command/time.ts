import { utcIso } from '../time.js';
import { bad, custom, type ParseContext } from './param.js';

const forms =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(?: ?(Z|UTC|GMT)| ?([+-]\d{2})(?::?(\d{2}))?)?$/i;

/**
 * Fails unless the text is a calendar date with an optional time and zone; returns it parsed, to the second.
 * Without a zone it is local time. The zone comes back as `Z` or `+09:00`.
 */
export function parseDateTime(raw: string, context: ParseContext): { date: Date; zone: string | undefined } {
  const match = forms.exec(raw.trim());
  if (!match) {
    throw bad(context, raw, "a date such as '2027-01-31', '2027-01-31T10:00:00' or '2027-01-31 10:00:00+02:00'");
  }
  const [, year, month, day, hour = '00', minute = '00', second = '00', utc, hours, minutes = '00'] = match;
  const zone = utc ? 'Z' : hours && `${hours}:${minutes}`;
  const stamp = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const check = new Date(`${stamp}Z`);
  if (Number.isNaN(check.getTime()) || !check.toISOString().startsWith(stamp))
    throw bad(context, raw, 'a date that exists');
  const date = new Date(`${stamp}${zone ?? ''}`);
  if (Number.isNaN(date.getTime())) throw bad(context, raw, 'in a zone that exists');
  return { date, zone };
}

/** A moment, given as a date or a date and time; without a zone it is local time. */
export const dateTime = custom((raw, context) => parseDateTime(raw, context).date, { metavar: 'DATETIME' });

/**
 * A moment as text for a service that reads a time without a zone as UTC: as it was typed where that says the same there,
 * else in UTC with its offset.
 */
export const momentText = custom(
  (raw, context): string => {
    const { date, zone } = parseDateTime(raw, context);
    const text = raw.trim();
    const isClear =
      zone === undefined ? date.getTimezoneOffset() === 0 : /\d:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/.test(text);
    return isClear ? text : `${utcIso(date)}+00:00`;
  },
  { metavar: 'DATETIME' },
);

const units: ReadonlyMap<string, number> = new Map<string, number>(
  Object.entries({ w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 }),
);

/** Seconds from `1w2d3h4m5s`: any part may be missing, spaces allowed between; undefined for any other text. */
function secondsOf(text: string): number | undefined {
  const match = /^(?:(\d+)\s*w)?\s*(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*m)?\s*(?:(\d+)\s*s?)?$/.exec(text);
  if (!text || !match) return undefined;
  return ['w', 'd', 'h', 'm', 's'].reduce(
    (sum, unit, i) => sum + Number(match[i + 1] ?? 0) * (units.get(unit) ?? 0),
    0,
  );
}

/** Seconds from `1w2d3h4m5s` (any part may be missing, spaces allowed between) or a bare number of seconds. */
export const duration = custom(
  (raw, context): number => {
    const text = raw.trim();
    if (/^\d+$/.test(text)) return Number(text);
    const seconds = secondsOf(text);
    if (seconds === undefined) throw bad(context, raw, "a length of time such as '30s', '10m', '1h30m' or '7d'");
    return seconds;
  },
  { metavar: 'TIMEDELTA' },
);

/** A moment, given as a date, or as how long ago it was: `7d`, `1h30m`. */
export const moment = custom(
  (raw, context): Date => {
    const text = raw.trim();
    const seconds = /^\d+$/.test(text) ? undefined : secondsOf(text);
    if (seconds === undefined) return parseDateTime(raw, context).date;
    return new Date(context.now().getTime() - seconds * 1000);
  },
  { metavar: 'DATE|AGE' },
);

/** A moment that is still to come, given as a date, or as how long from now: `7d`, `1h30m`. */
export const momentAhead = custom(
  (raw, context): Date => {
    const text = raw.trim();
    const seconds = /^\d+$/.test(text) ? undefined : secondsOf(text);
    const now = context.now().getTime();
    const date = seconds === undefined ? parseDateTime(raw, context).date : new Date(now + seconds * 1000);
    if (date.getTime() > now) return date;
    throw bad(context, raw, 'in the future');
  },
  { metavar: 'DATE|TIME' },
);
