import { CliError, ServiceError, WrongTypeError } from '../../errors.js';
import type { GcsConnector } from '../../services/index.js';
import type { Endpoint, TransferOperations } from '../../services/transfer.js';
import { shellLine } from '../../shell.js';
import { visible } from '../../visible.js';
import { allRows } from '../all-rows.js';
import { describeKind } from '../collections/kinds.js';
import { filePath } from '../data/file-server.js';
import { guestKinds, hostKinds } from './kinds.js';

/** A folder that can be shared: on a guest collection by a rule, on a mapped one by a guest collection of its own. */
export type SharedFolder =
  | { readonly on: 'guest'; readonly collection: Endpoint; readonly path: string }
  | { readonly on: 'mapped'; readonly collection: Endpoint; readonly path: string };
export interface FolderTools {
  readonly transfer: Pick<TransferOperations, 'getEndpoint' | 'listDirectory' | 'listMySharedEndpoints'>;
  readonly gcs: GcsConnector;
}

/** What is shared of what kind of collection; paths end in a slash. WrongTypeError for what has no folders that can be shared. */
export function sharedFolder(collection: Endpoint, path: string): SharedFolder {
  const kind = collection.entity_type ?? '';
  if (guestKinds.includes(kind)) return { on: 'guest', collection, path };
  if (hostKinds.includes(kind)) return { on: 'mapped', collection, path };
  const { id, display_name: name } = collection;
  throw new WrongTypeError(
    `${visible(name ?? id)} is ${describeKind(collection.entity_type)}, whose folders cannot be shared.`,
    {
      hint:
        kind === 'GCSv5_endpoint'
          ? `Its collections have folders: globus gcs collection list ${id}`
          : 'Folders of mapped and of guest collections can be.',
    },
  );
}

/**
 * The folder that a place names, by its path from the root of the collection. Asks the collection for it, so that nothing is shared that
 * is not there: CliError where it is a file. Who may say who has access to a guest collection need not see what is in it.
 */
export async function existingFolder(
  collection: Endpoint,
  path: string | null,
  transfer: Pick<TransferOperations, 'listDirectory'>,
): Promise<SharedFolder> {
  const folder = sharedFolder(collection, '/');
  try {
    const list = await transfer.listDirectory(collection.id, { path: path ?? undefined, limit: '1' });
    return { ...folder, path: fromRoot(folder, list.absolute_path ?? list.path ?? path) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.response.code?.endsWith('NotDirectory')) throw isFile(collection, path);
    if (folder.on === 'guest' && error.response.status === 403) return { ...folder, path: fromRoot(folder, path) };
    throw error;
  }
}

/** The same of a folder that may be gone by now: the collection is asked only where a path begins at its home folder. */
export const namedFolder = async (
  collection: Endpoint,
  path: string,
  transfer: Pick<TransferOperations, 'listDirectory'>,
): Promise<SharedFolder> => {
  const folder = sharedFolder(collection, '/');
  if (folder.on === 'mapped' && !path.startsWith('/')) return existingFolder(collection, path, transfer);
  if (folder.on === 'mapped' && path.startsWith('/~')) return existingFolder(collection, path, transfer);
  return { ...folder, path: fromRoot(folder, path) };
};

/** A path that begins at the root and ends in a slash. A guest collection begins at its root. */
function fromRoot({ on, collection }: SharedFolder, path: string | null): string {
  const absolute = filePath(path);
  const clean = on === 'guest' ? absolute.replace(/^\/~(?=\/|$)/, '') : absolute;
  if (/^\/~(?:\/|$)/.test(clean))
    throw new CliError(`${visible(collection.display_name ?? collection.id)} does not say where '~' is.`, {
      hint: 'Give the path of the folder from / on.',
    });
  return clean.endsWith('/') ? clean : `${clean}/`;
}

function isFile({ id }: Endpoint, path: string | null): CliError {
  const folder = (path ?? '').replace(/[^/]*$/, '');
  return new CliError(`${visible(path ?? '')} is a file, and only folders can be shared.`, {
    hint: `Share the folder that it is in:\n\n  ${shellLine(['share', `${id}:${folder || '/'}`])} --with WHO --read`,
  });
}

/** A guest collection, and where it begins on its mapped collection: a path from the root that ends in a slash, where that is known. */
export interface Beginning {
  readonly guest: Endpoint;
  readonly begins: string | undefined;
}

/**
 * The guest collections of one's own on a mapped collection. Transfer does not always know where one begins: then the manager of its endpoint
 * is asked.
 */
export async function beginningsOf(
  { id, entity_type: kind }: Pick<Endpoint, 'id' | 'entity_type'>,
  { transfer, gcs }: FolderTools,
): Promise<readonly Beginning[]> {
  const mine = (await transfer.listMySharedEndpoints(id)).DATA;
  const bases = new Map<string, string>();
  if (kind === 'GCSv5_mapped_collection' && mine.some((guest) => !guest.host_path)) {
    const manager = await gcs.at(id);
    for (const each of await allRows(manager.listCollections({ mapped_collection_id: id })))
      bases.set(each.id, each.collection_base_path ?? '');
  }
  return mine.map((guest) => {
    const base = guest.host_path || bases.get(guest.id);
    return { guest, begins: base ? `${base.replace(/(?<!\/)\/+$/, '')}/` : undefined };
  });
}

/** Those of them that begin at a folder of the mapped collection; without a path, all of them. */
export async function guestsOf(
  collection: Endpoint,
  path: string | undefined,
  tools: FolderTools,
): Promise<readonly Endpoint[]> {
  if (path === undefined) return (await tools.transfer.listMySharedEndpoints(collection.id)).DATA;
  return (await beginningsOf(collection, tools)).filter(({ begins }) => begins === path).map(({ guest }) => guest);
}
