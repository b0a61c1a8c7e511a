import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CliError } from '../../errors.js';
import { visible } from '../../visible.js';
import { diskError } from './disk-error.js';
import { type Entry, localEntry } from './entries.js';
import { folderOf } from './folders.js';
import { asListed, HeldFolders } from './held-folder.js';
import { removeFolder } from './listed-files.js';
import type { PathIndex } from './path-index.js';
import { mark } from './path-index.js';
import { below, type Place } from './place.js';

/** Takes these away, those within folders first. A folder that is not empty stays: what is in it came later. */
export async function removeItems(place: Place, items: PathIndex<Entry>): Promise<void> {
  const held = new HeldFolders(place.path, asListed);
  for (const entry of items.marked(mark.seen, false, 'backwards')) {
    const { relative } = entry;
    const { path } = below(place, relative);
    try {
      if (relative === '') await removeItem(path, entry, path);
      else await held.within(folderOf(relative), (folder) => removeItem(join(folder, basename(relative)), entry, path));
    } catch (error) {
      throw diskError(error, path, 'write');
    }
  }
}

async function removeItem(path: string, { type, size, modified }: Entry, shown: string): Promise<void> {
  // what was written since it was compared is in no copy
  const now = type === 'dir' ? undefined : await localEntry(path, '');
  if (now && (now.type !== type || now.size !== size || now.modified !== modified))
    throw new CliError(`${visible(shown)} was changed after it was copied, so it was not removed.`, {
      hint: 'Run the same line again.',
    });
  await (type === 'dir' ? removeFolder(path) : rm(path));
}
