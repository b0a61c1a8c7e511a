import { randomFillSync } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, lstat, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hostMark } from '../../owner.js';

const bytesOfName = 6;
/** Drawn for many names at once: for each by itself it takes as long as to write a small file. */
const drawn = { bytes: Buffer.alloc(bytesOfName * 256), at: Infinity };
function randomName(): string {
  if (drawn.at >= drawn.bytes.length) {
    randomFillSync(drawn.bytes);
    drawn.at = 0;
  }
  return drawn.bytes.toString('hex', drawn.at, (drawn.at += bytesOfName));
}

/** The name of a file in this folder that only this process writes; what it leaves there when it is killed, others take away. */
export const draftIn = (folder: string): string =>
  join(folder, `.${randomName()}.${hostMark()}-${process.pid}.globus-part`);

/** Windows has neither of the flags that are asked for below. */
const posix: Partial<typeof constants> = constants;
const asItLies = constants.O_RDWR | (posix.O_NOFOLLOW ?? 0) | (posix.O_NONBLOCK ?? 0);
const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? '';

/**
 * Opens a file whose name others can foretell, to read and write it; undefined where there is none of this user's own. In a folder
 * that others may write to, what lies there can be theirs, a link to a file of this user's, or a pipe that nobody reads.
 */
export async function ownFile(path: string): Promise<FileHandle | undefined> {
  const file = await open(path, asItLies).catch(() => undefined); // what keeps from it keeps from a new one, and is told then
  if (!file) return undefined;
  const stats = await file.stat();
  if (stats.isFile() && (process.geteuid === undefined || stats.uid === process.geteuid())) return file;
  await file.close();
  return undefined;
}

/** A new file in the place of whatever lies there. */
export async function newFile(path: string): Promise<FileHandle> {
  await rm(path, { force: true });
  return open(path, 'wx+');
}

const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES']);

/**
 * A new file with this text, which of several processes one gets: in the place of the own file that says `before`, of what is nobody's
 * own, or where there is nothing. Undefined where another was first. Where three want it within a moment, two may get it: whoever is done
 * has to see whether what it wrote is still there.
 */
export async function claimed(path: string, before: string | undefined, text: string): Promise<FileHandle | undefined> {
  const draft = draftIn(dirname(path));
  const file = await open(draft, 'wx+');
  try {
    await file.write(text);
    if ((await takenAway(path, before)) && (await linked(draft, path))) return file;
  } catch (error) {
    await file.close();
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await file.close();
  return undefined;
}

/** Puts a draft at a path where there is nothing. A disk without hard links gives it that name, and not a second one. */
async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!noLinks.has(codeOf(error))) throw error;
  }
  if (await lstat(path).catch(() => undefined)) return false;
  await rename(draft, path);
  return true;
}

/** Takes away what lies there; false, and it lies there again, where it is an own file that says anything but `before`. */
async function takenAway(path: string, before: string | undefined): Promise<boolean> {
  const there = await lstat(path).catch(() => undefined);
  if (!there) return true;
  if (there.isDirectory())
    throw Object.assign(new Error(`EISDIR: it is a folder, '${path}'`), { code: 'EISDIR', syscall: 'open' });
  const aside = draftIn(dirname(path));
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
  try {
    const file = await ownFile(aside);
    if (!file || (await file.readFile('utf8').finally(() => file.close())) === before) return true;
    await linked(aside, path);
    return false;
  } finally {
    await rm(aside, { force: true });
  }
}
