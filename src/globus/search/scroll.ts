import { circleGuard } from '../../services/pages.js';
import type { ScrollResult, SearchOperations, SubjectResult } from '../../services/search.js';

/** Subjects per request: the service sends its pages whole, and this many stay below its limit of 10 MB for most indexes. */
const pageSize = 500;

export interface WantedSubjects {
  readonly indexId: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** At most so many subjects. */
  readonly limit: number | undefined;
}

/**
 * Pages, one after the other; the next is asked for while one is read, and its subjects are counted before. Throws
 * UnexpectedAnswerError where pages without subjects lead in a circle: a marker may stay the same while a query goes on.
 */
async function* pages<Page extends PageOfSubjects>(
  { indexId, body, limit = Infinity }: WantedSubjects,
  ask: (indexId: string, body: Readonly<Record<string, unknown>>) => Promise<Page>,
): AsyncGenerator<{ readonly page: Page; readonly wanted: number }> {
  const { offset: _, ...query } = body;
  const pageFrom = (marker: string | undefined, left: number): Promise<Page> => {
    const asked = ask(indexId, {
      ...query,
      limit: Math.min(pageSize, left),
      ...(marker !== undefined && { marker }),
    });
    // told to whoever waits for it; nobody does when the reader has gone
    asked.catch(() => undefined);
    return asked;
  };
  let left = limit;
  let onward = circleGuard();
  let coming = left > 0 ? pageFrom(undefined, left) : undefined;
  while (coming) {
    const page: Page = await coming;
    const wanted = Math.min(left, page.count);
    left -= wanted;
    const { has_next_page: hasNext, marker } = page.page;
    if (page.count > 0) onward = circleGuard();
    else if (hasNext && marker !== null) onward(String(marker));
    // a page without a marker is the last, whatever else it says
    coming = hasNext && marker !== null && left > 0 ? pageFrom(marker, left) : undefined;
    yield { page, wanted };
  }
}

interface PageOfSubjects {
  readonly page: ScrollResult;
  readonly count: number;
}

/** All subjects that a query finds, page after page; not bound by the 10,000 that a search can reach. */
export async function* scroll(
  wanted: WantedSubjects,
  search: Pick<SearchOperations, 'scroll'>,
): AsyncGenerator<SubjectResult> {
  const ask = async (id: string, body: Readonly<Record<string, unknown>>) => {
    const page = await search.scroll(id, body);
    return { page, count: page.gmeta.length };
  };
  for await (const { page, wanted: count } of pages(wanted, ask)) yield* page.page.gmeta.slice(0, count);
}

/** The same as lines of JSON, many at once; a page that had to be read is its subjects. */
export async function* scrollLines(
  wanted: WantedSubjects,
  search: Pick<SearchOperations, 'scrollLines'>,
): AsyncGenerator<string | readonly SubjectResult[]> {
  for await (const { page, wanted: count } of pages(wanted, search.scrollLines)) {
    const { lines } = page;
    if (lines === undefined) yield page.page.gmeta.slice(0, count);
    else
      yield count === page.count
        ? lines
        : lines
            .split(/(?<=\n)/)
            .slice(0, count)
            .join('');
  }
}
