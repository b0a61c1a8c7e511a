import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Makes a folder, and those above it that are missing: for their owner only, whatever the umask. One that is there stays as it is. */
export function ownFolder(path: string): void {
  if (existsSync(path)) return;
  ownFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
    chmodSync(path, 0o700);
  } catch (error) {
    // another process made it just now
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Writes a file so that a reader, or whoever comes after a crash, finds the old text or the new one, never a part.
 * The file is 0600, and folders made for it 0700, whatever the umask.
 */
export function writeAtomically(path: string, text: string): void {
  ownFolder(dirname(path));
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    chmodSync(temporary, 0o600);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Removes what writers of this file left behind when they were killed. Call where nobody else can be writing it. */
export function sweepUnfinished(path: string): void {
  const isUnfinished = (name: string) => name.startsWith(`${basename(path)}.`) && /\.[0-9a-f]{12}\.tmp$/.test(name);
  for (const name of readdirSync(dirname(path)).filter(isUnfinished))
    rmSync(join(dirname(path), name), { force: true });
}
