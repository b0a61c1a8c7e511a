import type { SearchOperations, SubjectResult } from '../../services/search.js';

/** Subjects per request: the service sends its pages whole, and this many stay below its limit of 10 MB for most indexes. */
const pageSize = 500;

export interface WantedSubjects {
  readonly indexId: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** At most so many subjects. */
  readonly limit: number | undefined;
}

/** All subjects that a query finds, page after page; not bound by the 10,000 that a search can reach. */
export async function* scroll(
  { indexId, body, limit = Infinity }: WantedSubjects,
  search: Pick<SearchOperations, 'scroll'>,
): AsyncGenerator<SubjectResult> {
  const { offset: _, ...query } = body;
  let marker: string | undefined;
  let left = limit;
  while (left > 0) {
    const page = await search.scroll(indexId, {
      ...query,
      limit: Math.min(pageSize, left),
      ...(marker !== undefined && { marker }),
    });
    for (const row of page.gmeta) {
      if (left-- <= 0) return;
      yield row;
    }
    // a page without a marker is the last, whatever else it says
    if (!page.has_next_page || page.marker === null) return;
    marker = page.marker;
  }
}
