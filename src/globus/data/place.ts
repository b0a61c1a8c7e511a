import { readFile } from 'node:fs/promises';
import { posix, join } from 'node:path';
import { UsageError } from '../../errors.js';
import { hidByHome, isHidByHome } from '../transfer/paths.js';
import type { DataConnector } from '../../services/index.js';
import type { Endpoint, TransferOperations } from '../../services/transfer.js';
import { slashed } from '../local-names.js';
import { clientIdFile, personalPath } from '../places/here.js';
import { localEntry, type Entry, remoteEntry } from './entries.js';
import { collectionAt, pathOn, type FileServer, type RemoteFile, serverOf } from './file-server.js';
import { type Here, isFolderName, localPath } from './local-path.js';
import type { RemoteWord } from './one-file.js';

/** Where data lies: a path on this machine, or one on a collection. Paths have no slash at their end, but for the root. */
export type Place = LocalPlace | CollectionPlace;
export interface LocalPlace {
  readonly at: 'local';
  readonly path: string;
  /** The folder whose listing had it, for what was not named: no link that came in its way meanwhile is followed. */
  readonly listedIn?: string;
}
export interface CollectionPlace {
  readonly at: 'collection';
  readonly endpoint: Endpoint;
  readonly path: string;
  /** Throws where the collection has no HTTPS access. */
  readonly server: () => FileServer;
}
/** What was typed for one side of a copy. */
export type PlacedWord = RemoteWord | { readonly at: 'local'; readonly path: string };
export type Word = PlacedWord | { readonly at: 'stream' };

export interface PlaceTools {
  readonly data: DataConnector;
  readonly host: Here & { readonly platform: string };
}
export interface PlaceOptions {
  /** Whether paths of this machine are those of its Globus Connect Personal. */
  readonly viaTransfer: boolean;
}
/** A place, and whether it was written as a folder: with a slash at its end. */
export interface Written {
  readonly place: Place;
  readonly isFolder: boolean;
  /** As it is told to people. */
  readonly text: string;
}

/** Reads what was typed for one side; asks for each collection once. */
export function placeReader({ data, host }: PlaceTools, { viaTransfer }: PlaceOptions) {
  const known = new Map<string, Promise<CollectionPlace>>();
  const collection = (id: string): Promise<CollectionPlace> => {
    const before = known.get(id);
    if (before) return before;
    const found = data
      .transfer()
      .then((transfer) => transfer.getEndpoint(id))
      .then((endpoint) => rootOf(endpoint, data));
    known.set(id, found);
    return found;
  };
  return async (word: PlacedWord): Promise<Written> => {
    if (word.at === 'local' && !viaTransfer)
      return {
        place: { at: 'local', path: localPath(word.path, host) },
        isFolder: isFolderName(word.path),
        text: word.path,
      };
    if (word.at === 'address') {
      const { endpoint, path } = await collectionAt(word.origin, word.path, data);
      return at(rootOf(endpoint, data), path);
    }
    if (word.at === 'local') {
      const path = personalPath(word.path, host);
      return at(await collection(await personalId(host)), path);
    }
    const root = await collection(word.endpoint);
    return at(root, pathOn(root.endpoint, word.path));
  };
}

const rootOf = (endpoint: Endpoint, data: DataConnector): CollectionPlace => {
  let server: FileServer | undefined;
  return { at: 'collection', endpoint, path: '/', server: () => (server ??= serverOf(endpoint, data)) };
};

const at = (root: CollectionPlace, path: string): Written => ({
  place: { ...root, path: path === '/' ? path : path.replace(/(?<!\/)\/+$/, '') },
  isFolder: path.endsWith('/'),
  text: `${root.endpoint.id}:${path}`,
});

async function personalId({ env }: Here): Promise<string> {
  const id = (await readFile(clientIdFile(env), 'utf8').catch(() => '')).trim();
  if (id) return id;
  throw new UsageError('This machine has no Globus Connect Personal, which --via transfer uses.', {
    hint: 'Without --via transfer, files go over HTTPS.',
  });
}

/** The place of a path below another; an empty path is the place itself. CliError for what `/~` hides. */
export const below = <P extends Place>(place: P, relative: string): P => {
  if (relative === '') return place;
  if (place.at === 'collection' && isHidByHome(place.path, relative)) throw hidByHome();
  const path = place.at === 'local' ? join(place.path, relative) : posix.join(place.path, relative);
  return { ...place, path };
};

/** The place of what the listing of a folder has. */
export const listedBelow = <P extends Place>(place: P, relative: string): P =>
  place.at === 'local' ? { ...below(place, relative), listedIn: place.path } : below(place, relative);

/** The last name of a place; empty for a root, and for where a collection begins. */
export const nameOf = ({ at: where, path }: Place): string =>
  where === 'local'
    ? (slashed(path).split('/').pop() ?? '')
    : path === '/' || path === '/~'
      ? ''
      : posix.basename(path);

/** What is there; undefined where there is nothing. A link is followed, whichever side it is on. */
export async function entryAt(place: Place, transfer: () => Promise<TransferOperations>): Promise<Entry | undefined> {
  if (place.at === 'local') return localEntry(place.path, '', true);
  return remoteEntry(await transfer(), place.endpoint.id, place.path);
}

/** Where what was named really is, as far as the link says that leads there. */
export const ledTo = (place: Place, target: string | undefined): Place =>
  place.at === 'local' || target === undefined
    ? place
    : { ...place, path: posix.resolve(posix.dirname(place.path), target) };

/** A place of a collection as a file to read or write. */
export const fileOf = ({ server, path }: CollectionPlace): RemoteFile => ({ server: server(), path });
