import { CliError } from '../../errors.js';
import { isNumber, isObject, parseJson } from '../../exact-json.js';
import type { Json } from '../../json.js';
import type { Http, RawOptions } from '../../services/http.js';
import { circleGuard, queryOfLink } from '../../services/pages.js';

type Page = { readonly [key: string]: Json };

/** What services call the rows of a page where it holds other lists, too: Search its facets, Transfer its notes. */
const rowKeys = ['DATA', 'data', 'gmeta'];

/** The rows of a page: those it names so, its only array, or the page itself. */
function rowsOf(page: Json): readonly Json[] {
  if (Array.isArray(page)) return page;
  if (!isObject(page)) return [page];
  const named = rowKeys.map((key) => page[key]).find((value) => Array.isArray(value));
  if (named) return named;
  const [rows, ...others] = Object.values(page).filter((value) => Array.isArray(value));
  return rows && !others.length ? rows : [page];
}

/** What the next request's query adds, in whichever paging style the page speaks; undefined after the last. */
function next(page: Page, seen: number): Record<string, string> | undefined {
  const text = (key: string) => (typeof page[key] === 'string' && page[key] ? page[key] : undefined);
  const link = (page['links'] as { next?: string } | null | undefined)?.next;
  if (link) return queryOfLink(link);
  if (text('next_token')) return { next_token: text('next_token') as string };
  if ('next_marker' in page) return text('next_marker') ? { marker: text('next_marker') as string } : undefined;
  if (page['has_next_page'] === false) return undefined;
  if (text('last_key')) return { last_key: text('last_key') as string };
  if (text('marker')) return { marker: text('marker') as string };
  const more = page['has_next_page'] === true || (isNumber(page['total']) && page['total'] > seen);
  return more ? { offset: String(seen) } : undefined;
}

function parsed(text: string): { [key: string]: Json } {
  try {
    return parseJson(text) as { [key: string]: Json };
  } catch (cause) {
    throw new CliError('The answer is not JSON: there are no pages to follow.', {
      cause,
      hint: 'Without --paginate it is printed as it came.',
    });
  }
}

/** Every row of every page of a listing, whichever service it is of. Throws UnexpectedAnswerError where pages lead in a circle. */
export async function* allRows(http: Http, method: string, path: string, options: RawOptions): AsyncGenerator<Json> {
  let query = options.query ?? {};
  let seen = Number(query['offset'] ?? 0);
  const onward = circleGuard();
  for (;;) {
    const { text } = await http.raw(method, path, { ...options, query, allowErrors: false });
    const page = parsed(text);
    const rows = rowsOf(page);
    yield* rows;
    seen += rows.length;
    const more = rows.length ? next(page, seen) : undefined;
    if (!more) return;
    onward(Object.values(more).join(' '));
    query = { ...query, ...more };
  }
}
