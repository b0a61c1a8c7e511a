import type { Result } from '../../services/gcs.js';
import { circleGuard } from '../../services/pages.js';

/**
 * The document of this kind (`collection`, `role`) in the envelope of a GCS Manager's answer; the answer itself where the manager sent
 * it bare. Versions of a document are not told apart.
 */
export function itemOf<T extends { readonly DATA_TYPE: string }>(answer: Result<T> | T, kind: string): T {
  const items: readonly unknown[] = 'data' in answer && Array.isArray(answer.data) ? answer.data : [answer];
  const isKind = (item: unknown) => (item as Partial<T> | null)?.DATA_TYPE?.startsWith(`${kind}#`);
  return (items.find(isKind) ?? items[0] ?? answer) as T;
}

/**
 * The first `most` rows of a listing, in the envelope of the last page that was asked for. Throws UnexpectedAnswerError where pages lead
 * in a circle without end. A marker that stays the same ends no listing of so many rows as long as rows come: it ends by itself, and the
 * reference CLI prints it.
 */
export async function wholeResult<Row>(
  getPage: (query: { readonly marker?: string }) => Promise<Result<Row>>,
  most = Infinity,
): Promise<Result<Row>> {
  let page = await getPage({});
  const data = [...(page.data ?? [])];
  const onward = circleGuard();
  while (page.marker && page.has_next_page !== false && data.length < most) {
    if (most === Infinity || !page.data?.length) onward(page.marker);
    page = await getPage({ marker: page.marker });
    data.push(...(page.data ?? []));
  }
  return { ...page, data: data.slice(0, most) };
}
