import { lstat, readlink, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { CliError, isNotFound } from '../../errors.js';
import type { FileEntry, TransferOperations } from '../../services/transfer.js';
import type { Pace } from '../transfer/pace.js';
import { hidByHome, isHidByHome, isName } from '../transfer/paths.js';
import { walk } from '../transfer/walk.js';
import { momentOf } from '../../time.js';
import { visible } from '../../visible.js';
import { diskError } from './disk-error.js';
import { namesOnDisk } from './disk-names.js';

/** A file, folder or link, by its path below where one looks. */
export interface Entry {
  /** With `/` between its names; empty for the start itself. */
  readonly relative: string;
  readonly type: 'file' | 'dir' | 'link';
  /** Bytes; 0 for folders and links. */
  readonly size: number;
  /** Milliseconds since 1970, of whole seconds on collections. */
  readonly modified: number | undefined;
  /** Where a link leads; also of what was named by way of one. */
  readonly target?: string | undefined;
}
/** Told of what could not be looked into, by its path below where one looks. */
export type OnRefused = (path: string, error: CliError) => void;
export type Listing = Pick<TransferOperations, 'listDirectory'>;

/** So many files of this machine are looked at together. */
const atOnce = 64;
/** What downloads that are not whole yet lie in, and their records. */
const unfinished = /^\..*\.globus-part(?:\.json)?$/;

/** What is below a folder of this machine, level by level, in the order of names. Devices, pipes and unfinished downloads are left out. */
export async function* localEntries(folder: string, onRefused: OnRefused): AsyncGenerator<Entry> {
  const queue = [''];
  for (let relative = queue.shift(); relative !== undefined; relative = queue.shift()) {
    const at = join(folder, relative);
    const below = (name: string) => (relative ? `${relative}/${name}` : name);
    let names: string[];
    try {
      names = (await namesOnDisk(at, (name, error) => onRefused(below(name), error)))
        .filter((name) => !unfinished.test(name))
        .sort();
    } catch (error) {
      onRefused(relative, diskError(error, at, 'read') as CliError);
      continue;
    }
    for (let i = 0; i < names.length; i += atOnce) {
      const some = names.slice(i, i + atOnce).map(below);
      const found = await Promise.all(
        some.map((each) =>
          localEntry(folder, each).catch((error: unknown) => {
            onRefused(each, error as CliError);
            return undefined;
          }),
        ),
      );
      for (const entry of found) {
        if (!entry) continue;
        yield entry;
        if (entry.type === 'dir') queue.push(entry.relative);
      }
    }
  }
}

/** One entry of this machine; undefined where it is gone, or none that can be copied. Its last link is followed with `follow`. */
export async function localEntry(folder: string, relative: string, follow = false): Promise<Entry | undefined> {
  const path = join(folder, ...relative.split('/'));
  const found = await (follow ? stat(path) : lstat(path)).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(String((error as NodeJS.ErrnoException).code))) return undefined;
    throw diskError(error, path, 'read');
  });
  if (!found) return undefined;
  const base = { relative, size: 0, modified: found.mtimeMs };
  if (found.isDirectory()) return { ...base, type: 'dir' };
  if (found.isFile()) return { ...base, type: 'file', size: found.size };
  if (found.isSymbolicLink()) return { ...base, type: 'link', target: await targetOf(path) };
  return undefined;
}

const targetOf = async (path: string): Promise<string> => {
  try {
    return (await readlink(path)).replaceAll(sep, '/');
  } catch (cause) {
    throw new CliError(`${visible(path)} was changed while it was looked at.`, {
      cause,
      hint: 'Run the same line again.',
    });
  }
};

/** Undefined for what is neither a file, a folder nor a link. */
export const entryOf = (entry: FileEntry, relative: string): Entry | undefined => {
  const time = momentOf(entry.last_modified);
  const base = { relative, size: 0, modified: Number.isNaN(time) ? undefined : time };
  if (typeof entry.link_target === 'string') return { ...base, type: 'link', target: entry.link_target };
  if (entry.type === 'dir') return { ...base, type: 'dir' };
  return entry.type === 'file' ? { ...base, type: 'file', size: Number(entry.size) } : undefined;
};

/** What is below a folder of a collection, level by level. */
export async function* remoteEntries(
  transfer: Listing,
  endpoint: string,
  path: string,
  pace: Pace,
  onRefused: OnRefused,
): AsyncGenerator<Entry> {
  const query = { show_hidden: '1' };
  const start = await pace.run(() => transfer.listDirectory(endpoint, { ...query, path }));
  const found = walk(transfer, endpoint, start, path, {
    query,
    depthLimit: Infinity,
    pace,
    onCut: () => undefined,
    onRefused: (folder: string, error: CliError) => {
      const told = error.toldWith(`Cannot open ${visible(folder)}: ${error.message}`, { hint: error.hint });
      onRefused(folder.slice(path.length).replace(/^\/+|(?<!\/)\/+$/g, ''), told);
    },
  });
  for await (const each of found) {
    const entry = entryOf(each, each.relative);
    // a path that leads elsewhere would be copied from there, or deleted
    if (!isName(each.name))
      onRefused(
        each.relative,
        new CliError(`The collection lists '${visible(each.name)}', which is no name of a file.`),
      );
    else if (isHidByHome(path, each.relative)) {
      // of a folder the walk has said so
      if (each.type !== 'dir') onRefused(each.relative, hidByHome());
    } else if (entry) yield entry;
    // nothing that holds it may be taken away as if all of it had been copied
    else onRefused(each.relative, new CliError(`${visible(each.relative)} is neither a file, a folder nor a link.`));
  }
}

/** What was named is what a link leads to, as on this machine; a link that leads nowhere is the link itself. */
const named = (entry: FileEntry): Entry | undefined => {
  const { link_target: target, ...followed } = entry;
  const found = typeof target === 'string' ? entryOf(followed, '') : undefined;
  return found ? { ...found, target: target as string } : entryOf(entry, '');
};

/** One file or folder of a collection; undefined where there is nothing. */
export async function remoteEntry(
  transfer: Pick<TransferOperations, 'statFile'>,
  endpoint: string,
  path: string,
): Promise<Entry | undefined> {
  if (path === '/' || path === '/~/' || path === '/~')
    return { relative: '', type: 'dir', size: 0, modified: undefined };
  try {
    return named(await transfer.statFile(endpoint, { path }));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
