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
