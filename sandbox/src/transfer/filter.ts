import { globOf, shellParts, type Glob } from '../glob.js';
import { badRequest } from './errors.js';

type Row = Record<string, unknown>;
/** What a row has under the name of a field; of a time, its milliseconds since 1970 or its text. */
export type Reader<T> = (row: T, field: string) => unknown;

const ofDocument: Reader<Row> = (row, field) => row[field];

/** How the values of a field are compared. */
export type FieldKind = 'text' | 'word' | 'number' | 'date' | 'boolean';

/**
 * A test for Transfer's filter language: clauses `field:value,value` joined by `/`, all of which must hold. Text values are
 * exact, `~glob`, `!not` or `!~not glob`; numbers may have `<`, `<=`, `>`, `>=`; dates are `from,to`. 400 for anything else.
 */
export function filterOf<T = Row>(
  text: string,
  fields: Record<string, FieldKind>,
  read: Reader<T> = ofDocument as Reader<T>,
): (row: T) => boolean {
  const clauses = text.split('/').filter((clause) => clause.trim() !== '');
  const tests = clauses.map((clause) => {
    const colon = clause.indexOf(':');
    const field = clause.slice(0, colon).trim();
    const kind = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (kind === undefined)
      throw badRequest(`cannot filter by '${clause}'; fields are ${Object.keys(fields).join(', ')}`);
    const test = clauseTest(kind, clause.slice(colon + 1), field);
    return (row: T) => test(read(row, field));
  });
  return (row) => tests.every((test) => test(row));
}

/** Several `filter` parameters: a row passes when it passes one of them. */
export function anyFilterOf<T = Row>(
  texts: string[],
  fields: Record<string, FieldKind>,
  read: Reader<T> = ofDocument as Reader<T>,
): (row: T) => boolean {
  const tests = texts.filter((text) => text.trim() !== '').map((text) => filterOf(text, fields, read));
  return tests.length === 0 ? () => true : (row) => tests.some((test) => test(row));
}

/** A comparison for `orderby`: `field`, `field ASC`, `field DESC`, separated by commas; undefined when nothing is asked for. */
export function orderOf<T = Row>(
  text: string | undefined,
  fields: Record<string, FieldKind>,
  read: Reader<T> = ofDocument as Reader<T>,
): ((a: T, b: T) => number) | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const keys = text.split(',').map((key) => {
    const [field, direction = 'ASC'] = key.trim().split(/\s+/);
    if (field === undefined || !Object.hasOwn(fields, field) || !/^(asc|desc)$/i.test(direction))
      throw badRequest(`cannot order by '${key}'`);
    return { field, sign: direction.toUpperCase() === 'DESC' ? -1 : 1 };
  });
  return (a, b) => {
    for (const { field, sign } of keys) {
      const order = compare(read(a, field), read(b, field));
      if (order !== 0) return sign * order;
    }
    return 0;
  };
}

/** A shell glob of `*`, `?` and `[set]` as a test for whole names. */
export function globTest(glob: string, ignoreCase = false): Glob {
  return globOf(shellParts(glob, ignoreCase));
}

function clauseTest(kind: FieldKind, values: string, field: string): (value: unknown) => boolean {
  if (kind === 'date') return dateTest(values, field);
  const parts = values.split(',');
  if (kind === 'boolean') return (value) => parts.some((part) => /^(1|true)$/i.test(part) === Boolean(value));
  if (kind === 'number') {
    const tests = parts.map((part) => numberTest(part, field));
    return (value) => tests.some((test) => test(Number(value)));
  }
  // Positive values are alternatives; of the negative ones none may match.
  const positive: ((text: string) => boolean)[] = [];
  const negative: ((text: string) => boolean)[] = [];
  for (const part of parts) {
    const negated = part.startsWith('!');
    const rest = negated ? part.slice(1) : part;
    const glob = rest.startsWith('~') ? globTest(rest.slice(1), kind === 'text' && field === 'label') : undefined;
    const exact = rest.replace(/^=/, '');
    (negated ? negative : positive).push(glob ? (text) => glob.test(text) : (text) => text === exact);
  }
  return (value) => {
    const text = textOf(value);
    return (positive.length === 0 || positive.some((test) => test(text))) && !negative.some((test) => test(text));
  };
}

/** A field as the services write it into a filter: lists with commas, nothing as nothing. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  const plain = (value ?? '') as string | number | boolean;
  return String(plain);
}

function numberTest(part: string, field: string): (value: number) => boolean {
  const match = /^(>=|<=|>|<|=|)(-?\d+(?:\.\d+)?)$/.exec(part.trim());
  if (!match) throw badRequest(`'${part}' is not a number to filter ${field} by`);
  const limit = Number(match[2]);
  switch (match[1]) {
    case '>':
      return (value) => value > limit;
    case '>=':
      return (value) => value >= limit;
    case '<':
      return (value) => value < limit;
    case '<=':
      return (value) => value <= limit;
    default:
      return (value) => value === limit;
  }
}

function dateTest(values: string, field: string): (value: unknown) => boolean {
  const [from = '', to = ''] = values.split(',');
  const start = from === '' ? -Infinity : timeOf(from, field);
  const end = to === '' ? Infinity : timeOf(to, field);
  return (value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return false;
    const time = typeof value === 'number' ? value : timeOf(value, field);
    return time >= start && time <= end;
  };
}

/** Milliseconds since 1970 of a time in any form clients write; without an offset it is UTC. */
export function timeOf(text: string, field: string): number {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?$/.exec(text.trim());
  const time = match ? Date.parse(`${match[1]}T${match[2] ?? '00:00:00'}${match[3] ?? 'Z'}`) : NaN;
  if (Number.isNaN(time)) throw badRequest(`'${text}' is not a time for ${field}`);
  return time;
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return -1;
  if (b === null || b === undefined) return 1;
  return a < b ? -1 : 1;
}
