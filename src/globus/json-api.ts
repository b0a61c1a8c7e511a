import { queryOfLink } from '../services/pages.js';
import type { JsonApiPage } from '../services/transfer.js';

type Query = Readonly<Record<string, string>>;

/**
 * The first `most` rows of a JSON:API listing, as one document: that of the service where one page holds them, else the first
 * page's with the rows of those that follow.
 */
export async function wholeListing<Row>(
  getPage: (query: Query) => Promise<JsonApiPage<Row>>,
  most = Infinity,
): Promise<JsonApiPage<Row>> {
  const first = await getPage({});
  const data = [...first.data];
  const included = [...(first.included ?? [])];
  for (let next = nextQuery(first); next && data.length < most;) {
    const page = await getPage(next);
    data.push(...page.data);
    included.push(...(page.included ?? []));
    next = nextQuery(page);
  }
  return { ...first, data: data.slice(0, most), ...(included.length && { included }) };
}

/** The query of the page after this one. */
const nextQuery = ({ links }: JsonApiPage<unknown>): Query | undefined =>
  links?.next ? queryOfLink(links.next) : undefined;
