import { momentInWords, secondsOf, unclearLength, utcIso } from '../time.js';
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
    throw bad(
      context,
      raw,
      unclearLength(raw) ??
        "a date such as '2027-01-31', '2027-01-31T10:00:00' or '2027-01-31 10:00:00+02:00', nor words such as 'tomorrow 2am', 'in 3 hours', 'next monday' or '7d'",
    );
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

/** A moment, given as a date, a date and time, or in words; without a zone it is local time. */
export const dateTime = custom(
  (raw, context) => momentInWords(raw, context.now()) ?? parseDateTime(raw, context).date,
  { metavar: 'DATETIME' },
);

/**
 * A moment as text for a service that reads a time without a zone as UTC: as it was typed where that says the same there,
 * else in UTC with its offset.
 */
export const momentText = custom(
  (raw, context): string => {
    const inWords = momentInWords(raw, context.now());
    if (inWords) return `${utcIso(inWords)}+00:00`;
    const { date, zone } = parseDateTime(raw, context);
    const text = raw.trim();
    const isClear =
      zone === undefined ? date.getTimezoneOffset() === 0 : /\d:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/.test(text);
    return isClear ? text : `${utcIso(date)}+00:00`;
  },
  { metavar: 'DATETIME' },
);

/** Seconds from `1w2d3h4m5s` or `2 weeks` (any part may be missing, spaces allowed between), or a bare number of seconds. */
export const duration = custom(
  (raw, context): number => {
    const text = raw.trim();
    if (/^\d+$/.test(text)) return Number(text);
    const seconds = secondsOf(text);
    if (seconds === undefined)
      throw bad(
        context,
        raw,
        unclearLength(raw) ?? "a length of time such as '30s', '10m', '1h30m', '7d' or '2 weeks'",
      );
    return seconds;
  },
  { metavar: 'TIMEDELTA' },
);

/** A moment that has been: a date, how long ago it was (`7d`, `1h30m`), or other words. */
export const moment = custom(
  (raw, context): Date => momentInWords(raw, context.now(), 'back') ?? parseDateTime(raw, context).date,
  { metavar: 'DATE|AGE' },
);

/** A moment that is still to come: a date, how long from now (`7d`, `1h30m`), or other words. */
export const momentAhead = custom(
  (raw, context): Date => {
    const now = context.now();
    const date = momentInWords(raw, now) ?? parseDateTime(raw, context).date;
    if (date > now) return date;
    throw bad(context, raw, 'in the future');
  },
  { metavar: 'DATE|TIME' },
);
