import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { resolveUp } from '../resolve-up.js';
import { makeFolder } from '../new-folder.js';
import { hostMark, isGone } from '../owner.js';

/** The most links that one path may lead over, as in the kernel. */
const mostLinks = 40;

/** Where a path leads over symbolic links, also where nothing lies there yet. Throws ELOOP where they lead in a circle. */
export function finalTarget(path: string): string {
  let at = path;
  for (let links = 0; lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink(); links += 1) {
    if (links === mostLinks)
      throw Object.assign(new Error(`ELOOP: too many symbolic links, '${path}'`), {
        code: 'ELOOP',
        syscall: 'lstat',
        path,
      });
    at = resolveUp(realpathSync(dirname(at)), readlinkSync(at));
  }
  return at;
}

/**
 * Writes a file so that a reader, or whoever comes after a crash, finds the old text or the new one, never a part.
 * The file is 0600, and folders made for it 0700, whatever the umask. What a killed writer of the same file left is taken away.
 * A symbolic link stays one: what it leads to is written, as those who keep their settings elsewhere expect.
 */
export function writeAtomically(named: string, text: string): void {
  const path = finalTarget(named);
  makeFolder(dirname(path), 0o700);
  const temporary = `${path}.${hostMark()}-${process.pid}.${randomBytes(6).toString('hex')}.tmp`;
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
  sweep(path, isLeft);
}

/** A writer needs no longer than this from the first byte to the last; milliseconds. */
const longest = 60_000;
const ending = /\.(?:([0-9a-f]{8})-(\d+)\.)?[0-9a-f]{12}\.tmp$/;

/** Whether the writer of an unfinished file is gone: on this machine by its process, else by the file's age. */
function isLeft(path: string): boolean {
  const [, host, pid] = ending.exec(path) ?? [];
  if (host !== undefined && isGone(host, Number(pid))) return true;
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs > longest;
}

/** Removes what writers of this file left behind when they were killed. Call where nobody else can be writing it. */
export function sweepUnfinished(path: string): void {
  sweep(finalTarget(path), () => true);
}

function sweep(path: string, isOver: (unfinished: string) => boolean): void {
  const folder = dirname(path);
  for (const name of namesIn(folder)) {
    if (!name.startsWith(`${basename(path)}.`) || ending.exec(name)?.index !== basename(path).length) continue;
    if (isOver(join(folder, name))) rmSync(join(folder, name), { force: true });
  }
}

/** Nothing where the folder cannot be read: what was to be written is written, and the next writer tidies. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (['EACCES', 'EPERM', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
