import { bytesOf, type Exchange } from './format.js';
import { blurred } from './veil.js';

/** What requests are compared by. */
export interface Comparable {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly range: string;
  readonly body: string;
}

export const comparableOf = ({ service, method, path, query, headers, body }: Exchange): Comparable => ({
  ...{ service, method, path, query },
  range: headers['range'] ?? '',
  body: bytesOf(body)?.toString('latin1') ?? '',
});

const exact = (asked: Comparable): string => JSON.stringify(Object.values(asked));

const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const times =
  /\d{4}-\d\d-\d\d(?:[T ]|%20|\+)\d\d(?::|%3A)\d\d(?:(?::|%3A)\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d|%2B\d\d(?::|%3A)?\d\d)?/gi;

/** What is the same in two runs of one command, though it made ids, times or secrets of its own in each. */
const loose = ({ query, body, ...rest }: Comparable): string =>
  JSON.stringify([
    ...Object.values(rest),
    ...[query.split('&').sort().join('&'), inOrder(body)].map((text) =>
      blurred(text).replace(ids, 'ID').replace(times, 'TIME'),
    ),
  ]);

/** A document with its keys in order, a form with its fields in order; any other text as it is. */
function inOrder(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    );
  } catch {
    return /^[\w.~%+-]+=/.test(text) ? text.split('&').sort().join('&') : text;
  }
}

/** The requests of a record, each found once, in their order. */
export class Matching {
  private readonly byExact = new Map<string, Exchange[]>();
  private readonly byLoose = new Map<string, Exchange[]>();
  private readonly used = new Set<Exchange>();

  constructor(private readonly exchanges: readonly Exchange[]) {
    for (const each of exchanges) {
      const asked = comparableOf(each);
      grouped(this.byExact, exact(asked)).push(each);
      grouped(this.byLoose, loose(asked)).push(each);
    }
  }

  /**
   * The recorded exchange for a request: the first that was not asked for yet, of those that are the same to the letter, else of
   * those that differ only in ids, times and secrets. Reading may go on for longer than it did: the last answer is given again.
   */
  find(asked: Comparable): Exchange | undefined {
    const candidates = [this.byExact.get(exact(asked)) ?? [], this.byLoose.get(loose(asked)) ?? []];
    const isReading = asked.method === 'GET' || asked.method === 'HEAD';
    const found =
      candidates.map((each) => each.find((exchange) => !this.used.has(exchange))).find(Boolean) ??
      (isReading ? candidates.map((each) => each.at(-1)).find(Boolean) : undefined);
    if (found) this.used.add(found);
    return found;
  }

  /** How many of the recorded requests nobody has asked for. */
  get unasked(): number {
    return this.exchanges.length - this.used.size;
  }
}

function grouped(map: Map<string, Exchange[]>, key: string): Exchange[] {
  const known = map.get(key);
  if (known) return known;
  const made: Exchange[] = [];
  map.set(key, made);
  return made;
}
