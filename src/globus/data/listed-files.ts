import { rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, relative as relativePath } from 'node:path';
import type { Row } from './copying.js';
import { diskError } from './disk-error.js';
import type { Entry } from './entries.js';
import { folderOf } from './folders.js';
import { asListed, HeldFolders } from './held-folder.js';
import type { LocalPlace, Place } from './place.js';

/** Throws what the disk said of a file as an error of ours. */
export const rethrown =
  (path: string, what: 'read' | 'write') =>
  (error: unknown): never => {
    throw diskError(error, path, what);
  };

/** Reads files of this machine; of those that came with the listing of a folder, no other than what was listed. */
export function readerOfListed() {
  const roots = new Map<string, HeldFolders>();
  return <T>(
    source: Place,
    read: (path: string, options: { shown?: string; isListed?: boolean }) => Promise<T>,
  ): Promise<T> => {
    const { path } = source;
    if (source.at !== 'local' || source.listedIn === undefined) return read(path, {});
    const held = roots.get(source.listedIn) ?? new HeldFolders(source.listedIn, asListed);
    roots.set(source.listedIn, held);
    const folder = relativePath(source.listedIn, dirname(path));
    return held
      .within(folder, (at) => read(join(at, basename(path)), { shown: path, isListed: true }))
      .catch(rethrown(path, 'read'));
  };
}

/** Takes files, folders and links of this machine away; those within folders are to come first. A folder that is not empty stays. */
export async function* removeHere(root: LocalPlace, extras: Iterable<Entry>): AsyncGenerator<Row> {
  const held = new HeldFolders(root.path, asListed);
  for (const { relative: path, type } of extras) {
    try {
      // its names are this disk's own, whatever is in them
      await held.within(folderOf(path), (folder) => {
        const at = join(folder, basename(path));
        return type === 'dir' ? removeFolder(at) : rm(at, { force: true });
      });
    } catch (error) {
      throw diskError(error, join(root.path, path), 'write');
    }
    yield { action: '-', path, type, bytes: 0 };
  }
}

/** Takes a folder away unless there is something in it. */
export async function removeFolder(path: string): Promise<void> {
  await rmdir(path).catch((error: unknown) => {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(String((error as NodeJS.ErrnoException).code))) throw error;
  });
}
