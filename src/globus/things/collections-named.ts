import { andOwn, most } from './listings.js';
import { type CollectionSearch, foundCollections } from './sources.js';
import type { Thing } from './thing.js';

/** Where the service searches among what one owns, or was given a part in. */
export const ownScopes: readonly string[] = ['my-endpoints', 'administered-by-me', 'shared-with-me'];

/** As many as the service tells of any search (Transfer API, "Endpoint Search": `offset` and `limit` reach no further). */
const deepest = 1000;

/**
 * The collections that a name may mean, by a search in all of them. Where that does not end with its first page, one's own are asked for, and
 * if none of these has the name, the search goes on as far as the service lets it.
 */
export async function collectionsNamed(transfer: CollectionSearch, name: string): Promise<Thing[]> {
  const found = await foundCollections(transfer, name);
  const withOwn = await andOwn(found, async () => {
    const own = await Promise.all(ownScopes.map((scope) => foundCollections(transfer, name, scope)));
    return [...new Map(own.flat().map((each) => [each.id, each])).values()];
  });
  const folded = name.toLowerCase();
  const isMine = withOwn.some((each) => each.isMine && each.name.toLowerCase() === folded);
  if (found.length < most || isMine) return withOwn;
  return andOwn(await foundCollections(transfer, name, 'all', deepest), () => Promise.resolve(withOwn));
}
