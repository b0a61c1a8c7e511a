import { chmodSync, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CliError } from './errors.js';

/**
 * Makes a folder, and those above it that are missing; one that is there stays as it is. `mode` is theirs whatever the umask. Throws
 * what the disk says, EEXIST where there is something else of the name. Not with Node's `recursive`: where a folder takes no others
 * and says that they are not there, as /proc does, that tries for ever, and not even a signal ends it.
 */
export function makeFolder(path: string, mode?: number): void {
  if (isMade(path, mode)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above, mode);
  if (!isMade(path, mode))
    throw Object.assign(new Error(`ENOENT: no folder can be made, '${path}'`), { code: 'ENOENT', syscall: 'mkdir' });
}

/** Whether the folder is there now; false where one above it is missing. */
function isMade(path: string, mode: number | undefined): boolean {
  try {
    mkdirSync(path, mode);
    if (mode !== undefined) chmodSync(path, mode);
    return true;
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return true;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** A new folder for files that are soon gone, its owner's alone, with this at the beginning of its name. CliError where none can be made. */
export function temporaryFolder(prefix: string): string {
  try {
    return mkdtempSync(join(tmpdir(), prefix));
  } catch (cause) {
    throw new CliError(`No temporary folder can be made in ${tmpdir()}: ${(cause as Error).message}.`, {
      cause,
      hint: 'Point TMPDIR at a folder that you may write to.',
    });
  }
}
