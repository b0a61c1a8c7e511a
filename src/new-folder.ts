import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diskWords } from './disk-words.js';
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
    throw new CliError(`No temporary folder can be made in ${tmpdir()}: ${diskWords(cause)}.`, {
      cause,
      hint: 'Point TMPDIR at a folder that you may write to.',
    });
  }
}

/**
 * Removes such a folder with all in it. A program that was started there and goes on may be making files at this moment: what came
 * after Node had looked is looked for again, for about two seconds (rmSync's own `maxRetries` does not look again). Throws what the
 * disk says.
 */
export function removeTemporary(folder: string): void {
  for (let left = 20; ; left -= 1)
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (left === 0 || (error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
}
