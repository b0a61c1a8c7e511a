import { UnexpectedAnswerError } from '../errors.js';
import { isNumber } from '../exact-json.js';
import { type Origin, rowsUnder } from './expected.js';
import type { Http, Query, RequestOptions } from './http.js';

/** How a listing goes on: the styles of the services' own references. */
export interface PageStyle {
  readonly by: 'offset' | 'marker' | 'last_key' | 'next_token' | 'links' | 'once';
  /** The key of the rows in each page. */
  readonly rows: string;
  /** At most so many rows in all. */
  readonly limit?: number | undefined;
  /** The most rows a page may have; sent as `sizeKey`. Left out, no size is sent. */
  readonly pageSize?: number | undefined;
  readonly sizeKey?: string;
}

type Page = Record<string, unknown>;

/**
 * Is told each way on that a listing gives: a marker, a token, the query of a link. Throws UnexpectedAnswerError where one leads to a page
 * that was there already: a listing that turns in a circle would never end.
 */
export function circleGuard(): (way: string) => void {
  const been = new Set<string>();
  return (way) => {
    if (been.has(way))
      throw new UnexpectedAnswerError(
        'The listing does not end: the next page that the service names was sent already.',
        { hint: 'These may not be all rows. Run the command again; with --limit it ends earlier.' },
      );
    been.add(way);
  };
}

/**
 * Fetches page after page while rows are wanted; stops at `limit` or where the service says there is no more. Throws
 * UnexpectedAnswerError where pages lead in a circle without end. A listing up to a limit whose pages bring rows ends by itself, and the
 * reference CLI prints all of it, though the marker stays the same.
 */
export async function* paginate<Row>(
  http: Http,
  path: string,
  options: RequestOptions & PageStyle,
  origin: Origin,
): AsyncGenerator<Row, void, undefined> {
  const { by, rows: key, limit = Infinity, pageSize, sizeKey = 'limit', ...request } = options;
  let query: Query = request.query ?? {};
  let seen = 0;
  let offset = Number(query['offset'] ?? 0);
  const onward = circleGuard();
  while (seen < limit) {
    const size = pageSize === undefined ? {} : { [sizeKey]: Math.min(pageSize, limit - seen) };
    const page = await http.get<Page>(path, { ...request, query: { ...query, ...size } });
    const rows = rowsUnder<Row>(page, key, origin);
    for (const row of rows) {
      if (seen++ >= limit) return;
      yield row;
    }
    offset += rows.length;
    const next = nextQuery(by, page, rows.length, offset);
    if (!next) return;
    if (limit === Infinity || rows.length === 0) onward(Object.values(next).join(' '));
    query = { ...query, ...next };
  }
}

/** What a service gives to go on with, as it wrote it. */
const isCursor = (value: unknown): value is string | number =>
  (typeof value === 'string' || isNumber(value)) && Boolean(value);

/** What to add to the query for the next page; undefined after the last. */
function nextQuery(
  by: PageStyle['by'],
  page: Page,
  count: number,
  offset: number,
): Record<string, string | number> | undefined {
  switch (by) {
    case 'once':
      return undefined;
    case 'offset': {
      const more =
        isNumber(page['total']) && page['has_next_page'] === undefined
          ? offset < page['total']
          : page['has_next_page'] === true;
      return more && count > 0 ? { offset } : undefined;
    }
    case 'marker': {
      const marker =
        'next_marker' in page ? page['next_marker'] : page['has_next_page'] === false ? undefined : page['marker'];
      return isCursor(marker) ? { marker } : undefined;
    }
    case 'last_key':
      return page['has_next_page'] === true ? { last_key: String(page['last_key']) } : undefined;
    case 'next_token':
      return isCursor(page['next_token']) ? { next_token: page['next_token'] } : undefined;
    case 'links': {
      const next = (page['links'] as { next?: string | null } | null | undefined)?.next;
      return next ? queryOfLink(next) : undefined;
    }
  }
}

/** The query of the page that a `links.next` leads to, which is a URL, whole or relative. */
export const queryOfLink = (link: string): Record<string, string> =>
  Object.fromEntries(new URL(link, 'http://relative.invalid').searchParams);
