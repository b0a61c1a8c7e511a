import { isObject, type Json } from '../http/body.js';
import type { Issues } from '../http/issues.js';
import type { Schedule } from './schedule.js';

const shortestSeconds = 60;
const longestSeconds = 365 * 24 * 60 * 60;
/** How long ago "close to the current time" may be. */
const graceMs = 10 * 60 * 1000;

type Path = (string | number)[];

/** Reads the schedule of a timer of the second version. What is wrong is noted in the issues. */
export function readSchedule(issues: Issues, value: unknown, loc: Path, now: number): Schedule {
  const nothing: Schedule = { type: 'once', at: now };
  if (!isObject(value)) {
    issues.add(
      loc,
      value === undefined ? 'field required' : 'value is not a valid dict',
      value === undefined ? 'value_error.missing' : 'type_error.dict',
    );
    return nothing;
  }
  if (value['type'] === 'once') return { type: 'once', at: soon(issues, value['datetime'], [...loc, 'datetime'], now) };
  if (value['type'] !== 'recurring') {
    issues.add(
      [...loc, 'type'],
      "the schedule's type must be 'once' or 'recurring'",
      'value_error.discriminated_union',
    );
    return nothing;
  }
  const interval_seconds = readInterval(issues, value['interval_seconds'], [...loc, 'interval_seconds']);
  const start = soon(issues, value['start'], [...loc, 'start'], now);
  return { type: 'recurring', start, interval_seconds, ...readEnd(issues, value['end'], [...loc, 'end'], start) };
}

/** Reads `start`, `interval`, `stop_after` and `stop_after_n` of a timer of the first version. */
export function readJobSchedule(issues: Issues, body: Json, now: number): Schedule {
  const start = readTime(issues, body['start'], ['body', 'start']) ?? now;
  const stop = body['stop_after'];
  const date = readTime(
    issues,
    isObject(stop) ? (stop['date'] ?? undefined) : (stop ?? undefined),
    ['body', 'stop_after'],
    true,
  );
  const count = isObject(stop) && typeof stop['n_runs'] === 'number' ? stop['n_runs'] : body['stop_after_n'];
  if (body['interval'] === undefined || body['interval'] === null) return { type: 'once', at: start };
  const interval_seconds = readInterval(issues, Number(body['interval']), ['body', 'interval']);
  return {
    type: 'recurring',
    start,
    interval_seconds,
    count: typeof count === 'number' ? count : null,
    until: date ?? null,
  };
}

/** Milliseconds since 1970 of a date and time; without an offset it is UTC. Undefined where none is given and none is needed. */
export function readTime(issues: Issues, value: unknown, loc: Path, optional = false): number | undefined {
  if (value === undefined || value === null) {
    if (!optional) issues.add(loc, 'field required', 'value_error.missing');
    return undefined;
  }
  const match =
    typeof value === 'string'
      ? /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/i.exec(value.trim())
      : null;
  const time = match
    ? Date.parse(
        match[1] === undefined && match[0].length > 10 ? `${match[0].replace(' ', 'T')}Z` : match[0].replace(' ', 'T'),
      )
    : NaN;
  if (!Number.isNaN(time)) return time;
  issues.add(loc, 'invalid datetime format', 'value_error.datetime');
  return undefined;
}

function soon(issues: Issues, value: unknown, loc: Path, now: number): number {
  const time = readTime(issues, value, loc, true) ?? now;
  if (time < now - graceMs) issues.add(loc, 'must be in the future or close to the current time');
  return time;
}

function readInterval(issues: Issues, value: unknown, loc: Path): number {
  if (value === undefined || value === null) issues.add(loc, 'field required', 'value_error.missing');
  else if (typeof value !== 'number' || Number.isNaN(value))
    issues.add(loc, 'value is not a valid number', 'type_error.number');
  else if (value < shortestSeconds)
    issues.add(loc, `ensure this value is greater than or equal to ${shortestSeconds}`, 'value_error.number.not_ge');
  else if (value > longestSeconds)
    issues.add(loc, `ensure this value is less than or equal to ${longestSeconds}`, 'value_error.number.not_le');
  else return value;
  return shortestSeconds;
}

function readEnd(
  issues: Issues,
  value: unknown,
  loc: Path,
  start: number,
): { count: number | null; until: number | null } {
  const open = { count: null, until: null };
  if (value === undefined || value === null) return open;
  if (!isObject(value)) {
    issues.add(loc, 'value is not a valid dict', 'type_error.dict');
    return open;
  }
  // Clients may leave the condition out: the other key says which it is.
  const condition = value['condition'] ?? (value['count'] === undefined ? 'time' : 'iterations');
  if (condition === 'iterations') {
    const count = value['count'];
    if (Number.isInteger(count) && (count as number) >= 1) return { count: count as number, until: null };
    const [msg, type] =
      count === undefined
        ? ['field required', 'value_error.missing']
        : ['ensure this value is greater than or equal to 1', 'value_error.number.not_ge'];
    issues.add([...loc, 'count'], msg, type);
    return open;
  }
  if (condition !== 'time')
    issues.add(
      [...loc, 'condition'],
      "the condition must be 'iterations' or 'time'",
      'value_error.discriminated_union',
    );
  const until = readTime(issues, value['datetime'], [...loc, 'datetime']);
  if (until !== undefined && until < start) issues.add([...loc, 'datetime'], 'must not be before the start');
  return { count: null, until: until ?? null };
}
