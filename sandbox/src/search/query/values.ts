/** Whether a value of an entry is the one asked for; numbers are the same however they are written. */
export function sameValue(value: unknown, wanted: unknown): boolean {
  if (value === wanted) return true;
  if (typeof value === 'number' && typeof wanted === 'string') return wanted.trim() !== '' && Number(wanted) === value;
  if (typeof value === 'string' && typeof wanted === 'number') return value.trim() !== '' && Number(value) === wanted;
  return isPlain(value) && isPlain(wanted) && String(value) === String(wanted);
}

/** Whether a value is neither a list nor an object, nor nothing. */
function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

const date =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2})(?::?(\d{2})(?::?(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/**
 * Milliseconds since 1970 of a date, whole or in part. A missing month or day is the first; a missing time is the beginning
 * of the day, or its end with `end`.
 */
export function dateOf(value: unknown, end = false): number | undefined {
  const match = typeof value === 'string' ? date.exec(value.trim()) : null;
  if (!match) return undefined;
  const [, year = '', month = '01', day = '01', hour, minute, second, fraction, zone] = match;
  const rest = (given: string | undefined, last: string): string => given ?? (end ? last : '00');
  const milliseconds = (fraction ?? (end ? '999' : '0')).slice(0, 3).padEnd(3, '0');
  const offset =
    zone === undefined || zone === 'Z' ? 'Z' : zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const time = Date.parse(
    `${year}-${month}-${day}T${rest(hour, '23')}:${rest(minute, '59')}:${rest(second, '59')}.${milliseconds}${offset}`,
  );
  return Number.isNaN(time) ? undefined : time;
}

/** Bounds of a range; an absent one is open. */
export interface Bounds {
  readonly gte?: unknown;
  readonly gt?: unknown;
  readonly lte?: unknown;
  readonly lt?: unknown;
}

/** Whether a value lies within bounds: as numbers where both are, else as dates where both are, else as texts. */
export function within(value: unknown, { gte, gt, lte, lt }: Bounds): boolean {
  return (
    (gte === undefined || compare(value, gte, false) >= 0) &&
    (gt === undefined || compare(value, gt, true) > 0) &&
    (lte === undefined || compare(value, lte, true) <= 0) &&
    (lt === undefined || compare(value, lt, false) < 0)
  );
}

/** Puts two values of a field in order: numbers first, then texts, of which dates and numbers are taken for what they mean. */
export const inOrder = (a: unknown, b: unknown): number => orderOfKeys(orderKey(a), orderKey(b));

/** What a value is put in order by, worked out once for many comparisons. */
export interface OrderKey {
  readonly number: number | undefined;
  readonly date: number | undefined;
  readonly text: string;
}

export const orderKey = (value: unknown): OrderKey =>
  typeof value === 'number'
    ? { number: value, date: undefined, text: '' }
    : { number: undefined, date: dateOf(value), text: String(value) };

export function orderOfKeys(a: OrderKey, b: OrderKey): number {
  if (a.number !== undefined && b.number !== undefined) return a.number - b.number;
  if (a.number !== undefined || b.number !== undefined) return a.number !== undefined ? -1 : 1;
  if (a.date !== undefined && b.date !== undefined) return a.date - b.date;
  return a.text < b.text ? -1 : Number(a.text > b.text);
}

function compare(value: unknown, bound: unknown, end: boolean): number {
  const [a, b] = [numberOf(value), numberOf(bound)];
  if (a !== undefined && b !== undefined) return a - b;
  const [left, right] = [dateOf(value), dateOf(bound, end)];
  if (left !== undefined && right !== undefined) return left - right;
  if (!isPlain(value) || typeof value === 'boolean' || !isPlain(bound)) return NaN;
  const [one, other] = [String(value), String(bound)];
  return one < other ? -1 : Number(one > other);
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(value.trim())
    ? Number(value)
    : undefined;
}
