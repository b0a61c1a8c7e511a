import type { Stats } from 'node:fs';
import { lstat, opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AuthRequiredError, CliError } from '../../errors.js';
import type { FileEntry, FileList, TransferOperations } from '../../services/transfer.js';
import { momentOf } from '../../time.js';
import { diskError } from '../data/disk-error.js';
import { knownCollections, written } from '../things/offers.js';
import { foundCollections } from '../things/sources.js';
import { nextOffset } from '../transfer/pages-of-folder.js';
import { isHidByHome } from '../transfer/paths.js';
import { type CollectionFolder, type PanePlace, thisMachine } from './place.js';

/** One thing of a pane. */
export interface PaneEntry {
  readonly name: string;
  readonly type: 'dir' | 'file' | 'other';
  /** In bytes; undefined where it has none. */
  readonly size: number | undefined;
  /** Milliseconds since 1970. */
  readonly modified: number | undefined;
  /** What tells it from others, in the list of places. */
  readonly detail?: string | undefined;
  /** Of the list of places: what it opens. */
  readonly opens?: PanePlace;
}
/** A part of what is in a place, as it comes. */
export interface PaneBatch {
  /** With the path that the collection told, where it was not known. */
  readonly place: PanePlace;
  readonly entries: readonly PaneEntry[];
}
export interface PaneTools {
  readonly transfer: TransferOperations;
  /** Where this machine begins: the folder that the program stands in. */
  readonly cwd: string;
}

/** How much of a folder comes first, so that something is to be seen at once. */
const firstPage = 1_000;

/** What is in a place, many at a time. CliError where it cannot be read. */
export async function* readPane(place: PanePlace, tools: PaneTools): AsyncGenerator<PaneBatch> {
  if (place.at === 'start') yield { place, entries: await startEntries(place.term, tools) };
  else if (place.at === 'local') for await (const entries of localEntries(place.path)) yield { place, entries };
  else yield* collectionEntries(place, tools);
}

async function startEntries(term: string | undefined, { transfer, cwd }: PaneTools): Promise<readonly PaneEntry[]> {
  const things = term === undefined ? await knownCollections(transfer) : await foundCollections(transfer, term);
  const here: PaneEntry = {
    name: thisMachine,
    type: 'dir',
    size: undefined,
    modified: undefined,
    detail: cwd,
    opens: { at: 'local', path: cwd },
  };
  // one may have used a collection lately, own it, and share it
  const seen = new Set<string>();
  const entries = things.flatMap((thing): readonly PaneEntry[] => {
    const key = `${thing.id}:${thing.path ?? ''}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const word = written(thing, 'collection', things);
    return [
      {
        name: thing.name || thing.id,
        type: 'dir',
        size: undefined,
        modified: undefined,
        detail: thing.detail,
        opens: { at: 'collection', id: thing.id, name: thing.name || thing.id, word, path: folderPath(thing.path) },
      },
    ];
  });
  return term === undefined ? [here, ...entries] : entries;
}

const folderPath = (path: string | undefined) => path?.replace(/\/?$/, '/');

async function* collectionEntries(place: CollectionFolder, { transfer }: PaneTools): AsyncGenerator<PaneBatch> {
  let offset: number | undefined = 0;
  while (offset !== undefined) {
    const page: FileList = await transfer.listDirectory(place.id, {
      path: place.path,
      show_hidden: '1',
      offset,
      ...(offset === 0 && { limit: firstPage }),
    });
    const path = folderPath(page.path ?? place.path);
    yield {
      place: { ...place, path },
      entries: page.DATA.filter(({ name }) => !isHidByHome(path ?? '', name)).map(entryOf),
    };
    offset = nextAfter(page, offset);
  }
}

/** A first page was asked for as short, so that being full it says nothing of what is beyond, where the service does not. */
const nextAfter = (page: FileList, offset: number): number | undefined =>
  offset === 0 && typeof page.total !== 'number' && page.DATA.length >= firstPage
    ? firstPage
    : nextOffset(page, offset);

const entryOf = ({ name, type, size, last_modified: modified }: FileEntry): PaneEntry => ({
  name,
  type: type === 'dir' || type === 'file' ? type : 'other',
  size: type === 'dir' ? undefined : size,
  modified: modified ? momentOf(modified) : undefined,
});

/** Files of this machine that are looked at together. */
const together = 500;

async function* localEntries(path: string): AsyncGenerator<readonly PaneEntry[]> {
  let names: string[] = [];
  let isEmpty = true;
  try {
    const folder = await opendir(path);
    for await (const { name } of folder) {
      isEmpty = false;
      if (names.push(name) < together) continue;
      yield await statAll(path, names);
      names = [];
    }
  } catch (error) {
    throw diskError(error, path, 'read');
  }
  if (names.length || isEmpty) yield await statAll(path, names);
}

const statAll = (path: string, names: readonly string[]) => Promise.all(names.map((name) => localEntry(path, name)));

async function localEntry(folder: string, name: string): Promise<PaneEntry> {
  const path = join(folder, name);
  // what a link leads to counts, where it leads to something; what is gone by now is shown without a size
  const found = await stat(path).catch(() => lstat(path).catch(() => undefined));
  return {
    name,
    type: typeOf(found),
    size: found?.isFile() ? found.size : undefined,
    modified: found?.mtimeMs,
  };
}

const typeOf = (found: Stats | undefined) => (found?.isDirectory() ? 'dir' : found?.isFile() ? 'file' : 'other');

/** Why something went wrong, for a pane. */
export interface Trouble {
  readonly message: string;
  readonly hint: string | undefined;
  /** Whether it is a login that is missing. */
  readonly wantsLogin: boolean;
}

/** A failure as it is shown. What is no CliError is a bug, and is thrown on. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof CliError)) throw error;
  return { message: error.message, hint: error.hint, wantsLogin: error instanceof AuthRequiredError };
}
