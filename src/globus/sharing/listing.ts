import { CliError } from '../../errors.js';
import type { AccessRule, Endpoint, TransferOperations } from '../../services/transfer.js';
import { allRows } from '../all-rows.js';
import { pooled } from '../data/pool.js';
import type { EndpointMaybePath } from '../endpoint-path.js';
import { type FolderTools, guestsOf, namedFolder, sharedFolder } from './folder.js';
import { ownRules } from './rules.js';
import { visible } from '../../visible.js';

/** One access of somebody to a folder. */
export interface ShareRow extends Pick<AccessRule, 'id' | 'principal_type' | 'principal' | 'path' | 'permissions'> {
  readonly collection_id: string;
  readonly display_name: string;
  /** ISO 8601; null for never. */
  readonly expiration_date: string | null;
}
export interface ListTools extends FolderTools {
  readonly transfer: FolderTools['transfer'] & Pick<TransferOperations, 'listAccessRules' | 'searchEndpoints'>;
}

/** As many as are asked for at once; and as many collections as a search gives. */
const [atOnce, most] = [8, 1000];

/**
 * Who has access to what one shares: to all of it, to what is shared of a collection, or to a folder: to it, to what is above it and so leads into it, and to
 * what is below it. In the order of the collections' names and of paths.
 */
export async function sharesOf(place: EndpointMaybePath | undefined, tools: ListTools): Promise<readonly ShareRow[]> {
  const { guests, path } = await guestsAt(place, tools);
  const rows: ShareRow[] = [];
  const rulesOf = async (guest: Endpoint) =>
    ownRules((await tools.transfer.listAccessRules(guest.id)).DATA).map((rule) => rowOf(guest, rule));
  for await (const some of pooled(guests, atOnce, rulesOf))
    rows.push(...some.filter((row) => path === undefined || row.path.startsWith(path) || path.startsWith(row.path)));
  const order = ({ display_name: name, collection_id: id, path: at, principal }: ShareRow) =>
    [name, id, at, principal].join('\0');
  return rows.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

async function guestsAt(
  place: EndpointMaybePath | undefined,
  tools: ListTools,
): Promise<{ readonly guests: readonly Endpoint[]; readonly path?: string }> {
  const { transfer } = tools;
  if (!place) return { guests: await allRows(transfer.searchEndpoints({ filter_scope: 'shared-by-me' }, most)) };
  const collection = await transfer.getEndpoint(place.endpoint);
  if (place.path === null) {
    const { on } = sharedFolder(collection, '/');
    return { guests: on === 'guest' ? [collection] : await guestsOf(collection, undefined, tools) };
  }
  const folder = await namedFolder(collection, place.path, transfer);
  if (folder.on === 'guest') return { guests: [collection], path: folder.path };
  return { guests: await guestsOf(collection, folder.path, tools) };
}

export const rowOf = ({ id, display_name: name }: Endpoint, rule: AccessRule): ShareRow => ({
  id: rule.id,
  collection_id: id,
  display_name: name ?? id,
  path: rule.path,
  principal_type: rule.principal_type,
  principal: rule.principal,
  permissions: rule.permissions,
  expiration_date: rule.expiration_date ?? null,
});

/** The one guest collection that a place is on, or that begins there, and the path on it. CliError where nothing of one's own begins there, or several do. */
export async function guestAt(
  { endpoint, path }: EndpointMaybePath,
  tools: FolderTools,
): Promise<{ readonly guest: Endpoint; readonly path: string }> {
  const collection = await tools.transfer.getEndpoint(endpoint);
  const folder = await namedFolder(collection, path ?? '/', tools.transfer);
  if (folder.on === 'guest') return { guest: collection, path: folder.path };
  const [guest, ...others] = await guestsOf(collection, folder.path, tools);
  if (!guest)
    throw new CliError(`No guest collection of yours begins at ${folder.path}, so nothing of it is shared.`, {
      hint: `See what is: globus share list ${endpoint}`,
    });
  if (others.length)
    throw new CliError(`Several guest collections of yours begin at ${folder.path}.`, {
      hint: `Give the id of one:\n${[guest, ...others].map((each) => `  ${visible(`${each.id}  ${each.display_name ?? ''}`)}`).join('\n')}`,
    });
  return { guest, path: '/' };
}
