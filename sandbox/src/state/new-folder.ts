import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder, and those above it that are missing; one that is there stays as it is. `mode` is theirs whatever the umask. Not with
 * Node's `recursive`: where a folder takes no others and says that they are not there, as /proc does, that tries for ever.
 */
export function makeFolder(path: string, mode?: number): void {
  try {
    make(path, mode);
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    // one that is there now, and still takes none, takes none at all
    if (!isMissing || statSync(dirname(path), { throwIfNoEntry: false })) throw error;
    makeFolder(dirname(path), mode);
    make(path, mode);
  }
}

function make(path: string, mode: number | undefined): void {
  mkdirSync(path, mode);
  if (mode !== undefined) chmodSync(path, mode);
}
