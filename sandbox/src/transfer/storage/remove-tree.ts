import { readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import type { Folder } from './folder.js';
import { StorageError, storageError } from './storage-error.js';

/** How many entries were removed. */
export interface Removed {
  files: number;
  directories: number;
}

/**
 * Removes a directory and all below it, never following a symlink. `checkpoint` is called after each entry and waited for.
 */
export async function removeTree(
  parent: Folder,
  name: string,
  checkpoint: () => Promise<void> | undefined,
  removed: Removed = { files: 0, directories: 0 },
): Promise<Removed> {
  try {
    const folder = parent.folder(name);
    try {
      for (const entry of readdirSync(folder.self, { withFileTypes: true })) {
        if (entry.isDirectory()) await removeTree(folder, entry.name, checkpoint, removed);
        else {
          unlinkNamed(folder, entry.name);
          removed.files += 1;
        }
        const pause = checkpoint();
        if (pause) await pause;
      }
    } finally {
      folder.close();
    }
    rmdirSync(parent.at(name));
    removed.directories += 1;
    return removed;
  } catch (error) {
    throw storageError(error);
  }
}

function unlinkNamed(folder: Folder, name: string): void {
  try {
    unlinkSync(folder.at(name));
  } catch (error) {
    // A name that is no text was changed by being read as one, and is not there.
    if (name.includes('\ufffd'))
      throw new StorageError('OTHER', 'a name in it is not UTF-8, so that only its own host can delete it');
    throw error;
  }
}
