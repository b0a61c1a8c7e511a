import { isObject, type Json } from '../../http/body.js';
import { missing, type Messages } from '../errors.js';
import type { Entry, GeoType } from '../state.js';
import { leavesAt } from './fields.js';
import { fieldOf, readFilters, type Test } from './filters.js';
import { dateOf, inOrder } from './values.js';

/** Counts or sums up the entries of a search. */
export type Facet = (entries: Entry[]) => Record<string, unknown>;

type Path = (string | number)[];
type Values = (entry: Entry) => (string | number | boolean)[];

const intervals = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;
type Interval = (typeof intervals)[number];

const types: Record<
  string,
  (facet: Json, path: Path, messages: Messages) => (entries: Entry[], values: Values) => Record<string, unknown>
> = {
  terms: (facet, path, messages) => {
    const size = wholeNumber(facet, 'size', path, messages, 10);
    return (entries, values) => ({ buckets: mostFrequent(entries, values).slice(0, size) });
  },
  sum: (facet) => (entries, values) => ({
    value: numbersOf(entries, values, facet['missing']).reduce((sum, value) => sum + value, 0),
  }),
  avg: (facet) => (entries, values) => {
    const numbers = numbersOf(entries, values, facet['missing']);
    return { value: numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0) / numbers.length };
  },
  distinct_count: () => (entries, values) => ({ approximate_value: mostFrequent(entries, values).length }),
  date_histogram: (facet, path, messages) => {
    const interval = facet['date_interval'];
    if (!intervals.includes(interval as Interval))
      messages.add(
        [...path, 'date_interval'],
        interval === undefined ? missing : `Must be one of: ${intervals.join(', ')}.`,
      );
    const range = isObject(facet['histogram_range']) ? facet['histogram_range'] : {};
    const [low, high] = [dateOf(range['low']) ?? -Infinity, dateOf(range['high'], true) ?? Infinity];
    return (entries, values) => {
      const counts = new Map<number, number>();
      for (const entry of entries) {
        const times = values(entry)
          .map((value) => dateOf(value))
          .filter((time) => time !== undefined && time >= low && time <= high) as number[];
        for (const start of new Set(times.map((time) => beginOf(time, interval as Interval))))
          counts.set(start, (counts.get(start) ?? 0) + 1);
      }
      const buckets = [...counts]
        .sort(([a], [b]) => a - b)
        .map(([start, count]) => bucket(new Date(start).toISOString().slice(0, 19).replace('T', ' '), count));
      return { buckets };
    };
  },
  numeric_histogram: (facet, path, messages) => {
    const size = Math.max(1, wholeNumber(facet, 'size', path, messages));
    const range = facet['histogram_range'];
    const { low, high } = isObject(range) ? range : {};
    if (typeof low !== 'number' || typeof high !== 'number' || low >= high)
      messages.add(
        [...path, 'histogram_range'],
        range === undefined ? missing : 'Needs numbers low and high, low being the smaller.',
      );
    const [from, to] = [Number(low), Number(high)];
    const width = (to - from) / size;
    return (entries, values) => {
      const counts = new Array<number>(size).fill(0);
      for (const entry of entries) {
        const numbers = values(entry).filter(
          (value): value is number => typeof value === 'number' && value >= from && value <= to,
        );
        for (const place of new Set(numbers.map((value) => Math.min(size - 1, Math.floor((value - from) / width)))))
          counts[place] = (counts[place] ?? 0) + 1;
      }
      return {
        buckets: counts.map((count, place) =>
          bucket({ from: from + place * width, to: from + (place + 1) * width }, count),
        ),
      };
    };
  },
};

/** The facets a request asks for. What is wrong is noted in the messages. */
export function readFacets(
  facets: unknown,
  path: Path,
  reading: { messages: Messages; mapping: Record<string, GeoType> },
): Facet[] {
  const { messages } = reading;
  if (facets === undefined) return [];
  if (!Array.isArray(facets)) {
    messages.add(path, 'Not a valid list.');
    return [];
  }
  const names = new Set<string>();
  return facets.flatMap((facet: unknown, index): Facet[] => {
    const here = [...path, index];
    const read =
      isObject(facet) && typeof facet['type'] === 'string' && Object.hasOwn(types, facet['type'])
        ? types[facet['type']]
        : undefined;
    if (!isObject(facet) || !read) {
      messages.add(
        [...here, 'type'],
        isObject(facet) && facet['type'] === undefined ? missing : `Must be one of: ${Object.keys(types).join(', ')}.`,
      );
      return [];
    }
    const field = fieldOf(facet, here, messages);
    const name = String(facet['name'] ?? facet['field_name']);
    if (names.has(name)) messages.add([...here, 'name'], `There is another facet named '${name}'.`);
    names.add(name);
    const count = read(facet, here, messages);
    const filters: Test[] = readFilters(facet['additional_filters'], [...here, 'additional_filters'], reading).map(
      ({ test }) => test,
    );
    return [
      (entries) => ({
        '@datatype': 'GFacetResult',
        '@version': '2017-09-01',
        name,
        ...count(
          filters.length === 0 ? entries : entries.filter((entry) => filters.every((test) => test(entry))),
          ({ content }) => leavesAt(content, field),
        ),
      }),
    ];
  });
}

function bucket(value: unknown, count: number): Record<string, unknown> {
  return { '@datatype': 'GBucket', '@version': '2017-09-01', value, count };
}

function mostFrequent(entries: Entry[], values: Values): Record<string, unknown>[] {
  const counts = new Map<string | number | boolean, number>();
  for (const entry of entries)
    for (const value of new Set(values(entry))) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([a, many], [b, more]) => more - many || inOrder(a, b))
    .map(([value, count]) => bucket(value, count));
}

function numbersOf(entries: Entry[], values: Values, missing: unknown): number[] {
  return entries.flatMap((entry) => {
    const numbers = values(entry).filter((value): value is number => typeof value === 'number');
    return numbers.length === 0 && typeof missing === 'number' ? [missing] : numbers;
  });
}

function beginOf(time: number, interval: Interval): number {
  const date = new Date(time);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (interval) {
    case 'year':
      return Date.UTC(year, 0);
    case 'quarter':
      return Date.UTC(year, month - (month % 3));
    case 'month':
      return Date.UTC(year, month);
    case 'week':
      // Weeks begin on Mondays.
      return Date.UTC(year, month, day - ((date.getUTCDay() + 6) % 7));
    case 'day':
      return Date.UTC(year, month, day);
    default: {
      const unit = { hour: 3_600_000, minute: 60_000, second: 1000 }[interval];
      return Math.floor(time / unit) * unit;
    }
  }
}

function wholeNumber(facet: Json, name: string, path: Path, messages: Messages, fallback?: number): number {
  const value = facet[name] ?? fallback;
  const number = typeof value === 'string' ? Number(value) : value;
  if (Number.isInteger(number) && (number as number) > 0) return number as number;
  messages.add([...path, name], value === undefined ? missing : 'Must be a whole number above 0.');
  return 1;
}
