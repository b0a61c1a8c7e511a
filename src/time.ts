const two = (n: number) => String(n).padStart(2, '0');
/** `2027-01-31T10:00:00` in the local time zone. */
export const localIso = (date: Date) =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T` +
  `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
/** `2027-01-31 10:00:00` in the local time zone. */
export const localStamp = (date: Date) => localIso(date).replace('T', ' ');

/** `+00:00`: how far local time is from UTC at that moment. */
export function localOffset(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** `2027-01-31T10:00:00` in UTC: Transfer reads a time without a zone as UTC. */
export const utcIso = (date: Date) => date.toISOString().slice(0, 19);
/** `2027-01-31 10:00:00` in UTC. */
export const utcStamp = (date: Date) => utcIso(date).replace('T', ' ');

/** Milliseconds since 1970 of a time as the services write it, which is of UTC where it does not say; NaN where it is none. */
export const momentOf = (text: string): number =>
  Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}Z`);

const units: ReadonlyMap<string, number> = new Map<string, number>(
  Object.entries({ w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 }),
);

const unitWords = /(?<!\d)(\d+)\s*(weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?)\b(?:,? and\b|,)?/g;

/**
 * What a length of time with a capital M is not: it is minutes to some programs, and months to others, as to rclone. Undefined for any
 * other text.
 */
export const unclearLength = (raw: string): string | undefined =>
  /\d\s*M(?![A-Za-z])/.test(raw)
    ? "clear: 'M' may be minutes or months. Write 'm' for minutes, and months in days"
    : undefined;

/** Seconds from `1w2d3h4m5s` or `2 weeks 3 days`: any part may be missing, spaces allowed between; undefined for any other text, and for `6M`. */
export function secondsOf(raw: string): number | undefined {
  if (unclearLength(raw)) return undefined;
  const text = raw
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(unitWords, (_, count: string, unit: string) => `${count}${unit.charAt(0)}`);
  const match = /^(?:(\d+) ?w)? ?(?:(\d+) ?d)? ?(?:(\d+) ?h)? ?(?:(\d+) ?m)? ?(?:(\d+) ?s?)?$/.exec(text.trim());
  if (!text || !match) return undefined;
  return ['w', 'd', 'h', 'm', 's'].reduce(
    (sum, unit, i) => sum + Number(match[i + 1] ?? 0) * (units.get(unit) ?? 0),
    0,
  );
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
/** Which day a word names, 0 for Sunday; three letters are enough. */
export const dayOf = (word: string): number => (word.length < 3 ? -1 : days.findIndex((day) => day.startsWith(word)));

/** Minutes into a day: `2am`, `2:30pm`, `14:30`, `noon`; undefined for any other text. */
export function minutesOf(text: string): number | undefined {
  if (text === 'midnight') return 0;
  if (text === 'noon') return 720;
  const [, hours = '', minutes = '0', half] = /^(\d{1,2})(?::(\d{2}))?\s*(am|pm)?$/.exec(text) ?? [];
  const [h, m] = [Number(hours), Number(minutes)];
  if (hours === '' || m > 59 || (half === undefined && !text.includes(':'))) return undefined;
  if (half === undefined) return h > 23 ? undefined : h * 60 + m;
  return h < 1 || h > 12 ? undefined : ((h % 12) + (half === 'pm' ? 12 : 0)) * 60 + m;
}

/**
 * A moment in words, in local time: `now`, `today`, `tomorrow`, `yesterday`, `monday`, `next monday` or `last monday`, each with a
 * time (`2am`, `14:30`) where it is not the day's beginning; a time alone; `in 3 hours`, `2 days ago`; a length of time alone, which is
 * ahead unless it looks `back`. Undefined for any other text.
 */
export function momentInWords(raw: string, now: Date, direction: 'ahead' | 'back' = 'ahead'): Date | undefined {
  if (unclearLength(raw)) return undefined;
  const text = raw.trim().toLowerCase().replace(/\s+/g, ' ');
  if (text === 'now') return now;
  const sign = direction === 'ahead' ? 1 : -1;
  const [, ahead, length = '', ago] = /^(in )?(.+?)( ago)?$/.exec(text) ?? [];
  const seconds = /^\d+$/.test(length) ? undefined : secondsOf(length);
  if (seconds !== undefined && !(ahead && ago))
    return new Date(now.getTime() + (ahead ? 1 : ago ? -1 : sign) * seconds * 1000);
  const alone = minutesOf(text);
  const at = (day: number, minutes = alone ?? 0) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + day, 0, minutes);
  if (alone !== undefined) return [0, sign].map((day) => at(day)).find((each) => each > now === sign > 0);
  const [, which, word = '', time] = /^(?:(next|last) )?([a-z]+)(?:,? (?:at )?(.+))?$/.exec(text) ?? [];
  const minutes = time === undefined ? 0 : minutesOf(time);
  if (minutes === undefined) return undefined;
  const named = new Map([
    ['today', 0],
    ['tomorrow', 1],
    ['yesterday', -1],
  ]).get(word);
  if (named !== undefined && which === undefined) return at(named, minutes);
  const day = dayOf(word);
  if (day === -1) return undefined;
  const back = which === 'last' || (which === undefined && sign < 0);
  const distance = (day - now.getDay() + 7) % 7;
  // today counts where its time is still to come, or has just been
  const near = back ? distance - (distance === 0 ? 0 : 7) : distance;
  const found = at(near, minutes);
  if (which === undefined && (back ? found <= now : found > now)) return found;
  return near === 0 ? at(back ? -7 : 7, minutes) : found;
}

/** How times are written on a terminal: as people say them, to the second of the local clock, in UTC, or as ISO 8601 has it, in UTC. */
export const timeStyles = ['relative', 'local', 'utc', 'iso'] as const;
export type TimeStyle = (typeof timeStyles)[number];
