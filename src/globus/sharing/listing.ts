import { CliError } from '../../errors.js';
import type { AccessRule, Endpoint, TransferOperations } from '../../services/transfer.js';
import { allRows } from '../all-rows.js';
import { pooled } from '../data/pool.js';
import type { EndpointMaybePath } from '../endpoint-path.js';
import { type Beginning, beginningsOf, type FolderTools, guestsOf, namedFolder, sharedFolder } from './folder.js';
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
  return rulesOf(guests, path, tools.transfer);
}

/** Who has access to all of what one shares. */
export const rulesOfGuests = async (
  transfer: Pick<TransferOperations, 'listAccessRules' | 'searchEndpoints'>,
): Promise<readonly ShareRow[]> => rulesOf(await allGuests(transfer), undefined, transfer);

async function rulesOf(
  guests: readonly Beginning[],
  path: string | undefined,
  transfer: Pick<TransferOperations, 'listAccessRules'>,
): Promise<readonly ShareRow[]> {
  const rows: ShareRow[] = [];
  const of = async ({ guest, begins }: Beginning) =>
    ownRules((await transfer.listAccessRules(guest.id)).DATA)
      .filter((rule) => path === undefined || overlap(path, fullPath(begins, rule)))
      .map((rule) => rowOf(guest, rule));
  for await (const some of pooled(guests, atOnce, of)) rows.push(...some);
  const order = ({ display_name: name, collection_id: id, path: at, principal }: ShareRow) =>
    [name, id, at, principal].join('\0');
  return rows.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Whether one of two folders is the other, or leads to it. Paths end in a slash. */
const overlap = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

/** The path of a rule where its guest collection begins at this path. */
const fullPath = (begins: string | undefined, { path }: Pick<AccessRule, 'path'>) => `${begins ?? '/'}${path.slice(1)}`;

async function guestsAt(
  place: EndpointMaybePath | undefined,
  tools: ListTools,
): Promise<{ readonly guests: readonly Beginning[]; readonly path?: string }> {
  const { transfer } = tools;
  if (!place) return { guests: await allGuests(transfer) };
  const collection = await transfer.getEndpoint(place.endpoint);
  if (place.path === null) {
    const { on } = sharedFolder(collection, '/');
    return { guests: all(on === 'guest' ? [collection] : await guestsOf(collection, undefined, tools)) };
  }
  const { on, path } = await namedFolder(collection, place.path, transfer);
  if (on === 'guest') return { guests: all([collection]), path };
  const guests = await beginningsOf(collection, tools);
  return { guests: guests.filter(({ begins }) => begins !== undefined && overlap(path, begins)), path };
}

const all = (guests: readonly Endpoint[]): readonly Beginning[] =>
  guests.map((guest) => ({ guest, begins: undefined }));
const allGuests = async (transfer: Pick<TransferOperations, 'searchEndpoints'>) =>
  all(await allRows(transfer.searchEndpoints({ filter_scope: 'shared-by-me' }, most)));

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

/** A guest collection, and the path of a folder on it. */
interface GuestFolder {
  readonly guest: Endpoint;
  readonly path: string;
}

/** The one guest collection that a place is on, or that begins there, and the path on it. CliError where nothing of one's own begins there, or several do. */
export async function guestAt({ endpoint, path }: EndpointMaybePath, tools: FolderTools): Promise<GuestFolder> {
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

/** The rules of other guest collections of one's own that lead to a folder, by what both are folders of. */
export async function rulesElsewhere(
  { guest: own, path }: GuestFolder,
  tools: ListTools,
): Promise<readonly (readonly [Endpoint, AccessRule])[]> {
  const { mapped_collection_id: mapped, host_endpoint_id: host, entity_type: kind = '' } = own;
  const id = mapped ?? host;
  if (!id) return [];
  const guests = await beginningsOf({ id, entity_type: kind.replace('guest', 'mapped') }, tools);
  const base = guests.find(({ guest }) => guest.id === own.id)?.begins;
  if (base === undefined) return [];
  const whole = `${base}${path.slice(1)}`;
  const found: (readonly [Endpoint, AccessRule])[] = [];
  for (const { guest, begins } of guests) {
    if (guest.id === own.id || begins === undefined || !whole.startsWith(begins)) continue;
    for (const rule of ownRules((await tools.transfer.listAccessRules(guest.id)).DATA))
      if (whole.startsWith(fullPath(begins, rule))) found.push([guest, rule]);
  }
  return found;
}
