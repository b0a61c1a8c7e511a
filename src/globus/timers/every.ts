import { UsageError } from '../../errors.js';
import { dayOf, minutesOf, secondsOf, unclearLength } from '../../time.js';
import { type Beat, cronBeat } from './cron.js';

const single: ReadonlyMap<string, number> = new Map([
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]);

/**
 * How often a timer runs: a length of time, in seconds (`1d`, `2 weeks`, `day`, a bare number), or a time of every day or week
 * (`day 2am`, `monday`, `monday 14:30`). UsageError for any other text; `where` says in it what the text was given for.
 */
export function howOften(raw: string, where: string): number | Beat {
  const text = raw.trim().toLowerCase();
  if (/^\d+$/.test(text)) return Number(text);
  const [, word = '', time] = /^([a-z]+)(?:,? (?:at )?(.+))?$/.exec(text) ?? [];
  const distance = single.get(word);
  if (distance !== undefined && time === undefined) return distance;
  const minutes = time === undefined ? 0 : minutesOf(time);
  const day = word === 'day' ? '*' : dayOf(word);
  if (day !== -1 && minutes !== undefined)
    return cronBeat(`${minutes % 60} ${Math.floor(minutes / 60)} * * ${day}`, where);
  if (/^weekdays?$/.test(word))
    throw new UsageError(
      `Invalid value for ${where}: a timer runs at a fixed interval, and weekdays are not equally far apart.`,
      { hint: 'Make a timer for each, --every monday, --every tuesday and so on, or one for all days: --every day' },
    );
  const seconds = secondsOf(raw);
  if (seconds !== undefined) return seconds;
  const wanted =
    unclearLength(raw) ??
    "a length of time such as '30s', '10m', '1h30m', '7d', 'hour', 'day 2am', 'monday' or '2 weeks'";
  throw new UsageError(`Invalid value for ${where}: '${raw}' is not ${wanted}.`);
}
