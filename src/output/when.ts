import { localStamp, momentOf, type TimeStyle, utcIso, utcStamp } from '../time.js';
import { plain } from './plain.js';
import { whenWords } from '../when-words.js';

/** A time as a service wrote it, for people. Nothing where there is none, and what is no time as it came. */
export function timeText(value: unknown, style: TimeStyle, now: Date | undefined): string {
  if (value === null || value === undefined || value === '') return '';
  const text = plain(value);
  const date = new Date(momentOf(text));
  if (Number.isNaN(date.getTime())) return text;
  if (style === 'iso') return `${utcIso(date)}Z`;
  if (style === 'utc') return `${utcStamp(date)}Z`;
  return style === 'local' || !now ? localStamp(date) : whenWords(date, now);
}

/** Whether a text is a time as services write them: with its zone, or with a T. Without both it is one of ours, of the local clock. */
export const isTimeText = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?| \d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))$/.test(
    text,
  );
