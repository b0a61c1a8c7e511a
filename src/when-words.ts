import { roughSpan } from './time-span.js';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number) => String(n).padStart(2, '0');
const clock = (date: Date) => `${two(date.getHours())}:${two(date.getMinutes())}`;
/** Days between two dates of the local calendar, whatever the hour and the season. */
const daysBetween = (from: Date, to: Date) =>
  Math.round(
    (Date.UTC(to.getFullYear(), to.getMonth(), to.getDate()) -
      Date.UTC(from.getFullYear(), from.getMonth(), from.getDate())) /
      86_400_000,
  );

/** `2 min ago`, `in 5 min`, `today 14:05`, `tomorrow 02:00`, `27 Nov 12:00`, `27 Nov 2025`: in the local time zone. */
export function whenWords(date: Date, now: Date): string {
  const seconds = (date.getTime() - now.getTime()) / 1000;
  const away = Math.abs(seconds);
  if (away < 60) return seconds > 5 ? `in ${roughSpan(away)}` : 'just now';
  if (away < 3600) return seconds > 0 ? `in ${roughSpan(away)}` : `${roughSpan(away)} ago`;
  const days = daysBetween(now, date);
  const name = days === 0 ? 'today' : days === 1 ? 'tomorrow' : days === -1 ? 'yesterday' : undefined;
  if (name) return `${name} ${clock(date)}`;
  const on = `${date.getDate()} ${months[date.getMonth()]}`;
  return date.getFullYear() === now.getFullYear() ? `${on} ${clock(date)}` : `${on} ${date.getFullYear()}`;
}
