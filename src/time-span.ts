const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const days = (count: number) => `${count} day${count === 1 ? '' : 's'}`;

/** `3 days 4 h`, `1 h 5 min`, `2 min 7 s`, `9 s`: a number of seconds in its two largest units, as people say it. */
export function timeSpan(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  const parts =
    s >= day
      ? [days(Math.floor(s / day)), unit(Math.floor((s % day) / hour), 'h')]
      : s >= hour
        ? [unit(Math.floor(s / hour), 'h'), unit(Math.floor((s % hour) / minute), 'min')]
        : s >= minute
          ? [unit(Math.floor(s / minute), 'min'), unit(s % minute, 's')]
          : [`${s} s`];
  return parts.filter(Boolean).join(' ');
}
const unit = (count: number, name: string) => (count ? `${count} ${name}` : '');

/** `2 days`, `14 h`, `5 min`, `9 s`: its largest unit alone. */
export function roughSpan(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s >= day) return days(Math.floor(s / day));
  if (s >= hour) return `${Math.floor(s / hour)} h`;
  return s >= minute ? `${Math.floor(s / minute)} min` : `${s} s`;
}

/** `every day`, `every 2 weeks`, `every 90 min`: how often something comes back. */
export function everySpan(seconds: number): string {
  for (const [size, name] of [
    [7 * day, 'week'],
    [day, 'day'],
    [hour, 'hour'],
    [minute, 'minute'],
  ] as const)
    if (seconds >= size && seconds % size === 0)
      return seconds === size ? `every ${name}` : `every ${seconds / size} ${name}s`;
  return seconds === 1 ? 'every second' : `every ${timeSpan(seconds)}`;
}
