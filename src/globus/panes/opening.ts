import type { TransferOperations } from '../../services/transfer.js';
import { filePath } from '../data/file-server.js';
import { type Here, localPath } from '../data/local-path.js';
import { existsSync } from 'node:fs';
import { CliError, UsageError } from '../../errors.js';
import { isLocal } from '../places/grammar.js';
import { readPane } from './folder.js';
import { type PanePlace, placeTitle } from './place.js';

/** A place as a line gives it, once names were looked up. */
export type PlaceOnLine =
  | { readonly at: 'local'; readonly path: string }
  | { readonly at: 'collection'; readonly endpoint: string; readonly path: string | null }
  | { readonly at: 'address' | 'stream' };
interface Tools {
  readonly transfer: TransferOperations;
  readonly here: Here;
  /** How a collection of this id and name can be written on a line. */
  readonly wordFor: (id: string, name: string) => Promise<string>;
  /** What a name means; errors call it by this name. */
  readonly find: (text: string, name: string) => Promise<{ readonly id: string; readonly path: string | null }>;
}

/** The two places that are shown first: those of the line, then this machine, and what there is to open. */
export async function firstPlaces(
  given: readonly PlaceOnLine[],
  tools: Tools,
): Promise<readonly [PanePlace, PanePlace]> {
  if (given.length > 2) throw new UsageError('There are two panes: give at most two places.');
  const [one, two] = await Promise.all(given.map((place) => panePlace(place, tools)));
  const here: PanePlace = { at: 'local', path: tools.here.cwd };
  if (!one) return [here, { at: 'start' }];
  return [one, two ?? (one.at === 'local' ? { at: 'start' } : here)];
}

/** The collection that a word without a colon is the name of, where nothing here is called so; undefined where it is none, either. */
async function ofBareName(word: string, { here, find }: Tools): Promise<PlaceOnLine | undefined> {
  if (isLocal(word) || /[\\/]/.test(word) || existsSync(localPath(word, here))) return undefined;
  try {
    const { id, path } = await find(word, 'PLACE');
    return { at: 'collection', endpoint: id, path };
  } catch (error) {
    // the pane says that there is no such folder
    if (error instanceof CliError) return undefined;
    throw error;
  }
}

async function panePlace(word: PlaceOnLine, tools: Tools): Promise<PanePlace> {
  const { transfer, here, wordFor } = tools;
  const place = (word.at === 'local' && (await ofBareName(word.path, tools))) || word;
  if (place.at === 'local') return { at: 'local', path: localPath(place.path, here) };
  if (place.at !== 'collection')
    throw new UsageError('A pane shows a folder of this machine or of a collection: give PATH or COLLECTION:PATH.');
  const { id, display_name: name } = await transfer.getEndpoint(place.endpoint);
  return {
    at: 'collection',
    id,
    name: name ?? id,
    word: name ? await wordFor(id, name) : id,
    path: place.path === null ? undefined : filePath(place.path).replace(/\/?$/, '/'),
  };
}

/** A row of the plain form, for where no screen can be shown. */
export interface PlainRow {
  readonly place: string;
  readonly name: string;
  readonly type: 'dir' | 'file' | 'other';
  readonly size: number | null;
  /** ISO 8601 in UTC. */
  readonly last_modified: string | null;
}

/** What is in these places, one after the other. */
export async function* plainRows(
  places: readonly PanePlace[],
  tools: { readonly transfer: TransferOperations; readonly here: Here },
): AsyncGenerator<PlainRow> {
  for (const wanted of places)
    for await (const { place, entries } of readPane(wanted, { ...tools, cwd: tools.here.cwd }))
      for (const { name, type, size, modified } of entries)
        yield {
          place: placeTitle(place),
          name,
          type,
          size: size ?? null,
          last_modified: modified === undefined ? null : new Date(modified).toISOString(),
        };
}
