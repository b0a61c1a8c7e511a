import { closeSync, futimesSync, lstatSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { type FileHandle, lstat, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../../errors.js';
import { draftIn } from './own-file.js';
import { takeRights } from './rights.js';
import { visible } from '../../visible.js';

/** What stands in the place of a file has to be one: a device or a pipe would be replaced. */
const demandFile = (shown: string, there: { isFile(): boolean; isDirectory(): boolean } | undefined): void => {
  if (!there || there.isFile() || there.isDirectory()) return;
  throw new UsageError(`${visible(shown)} is a device or a pipe, and no file can take its place.`, {
    hint: 'To give a file to another program: globus cat, or - for standard output.',
  });
};

/** UsageError where something else than a file is at a path; it is told by the path that people know. */
export async function demandPlace(path: string, shown = path): Promise<void> {
  demandFile(shown, await stat(path).catch(() => undefined)); // what keeps from looking keeps from writing, and is told then
}

const anyMode = 0o666;
const ownMode = 0o600;
/** Nobody may read a draft who may not read the file whose place it takes. */
const newMode = (there: unknown): number => (there ? ownMode : anyMode);

/** Gives a draft the owner, group and permissions of the file whose place it takes, if there is one. */
export async function likeTheFileAt(path: string, draft: FileHandle): Promise<void> {
  const there = await lstat(path).catch(() => undefined); // what keeps from looking keeps from writing, and is told then
  if (there?.isFile()) takeRights(draft.fd, there);
}

/**
 * Keeps an unfinished draft from others where a file is there, which may be private. It gets its rights once it is whole: until then it is
 * opened again by whoever wrote it.
 */
export async function hideDraft(path: string, draft: FileHandle): Promise<void> {
  const there = await lstat(path).catch(() => undefined);
  // a disk that refuses it is asked again at the end, and then it counts
  if (there?.isFile()) await draft.chmod(ownMode).catch(() => undefined);
}

/**
 * Most disks do all that is done for a small file in a tenth of a millisecond, and to hand five steps of it to another thread and
 * back takes several times as long. Where one takes more than so many milliseconds, over a network or with much to do, other
 * threads write the next files, several at once, and then it is tried again.
 */
const quick = 3;
const filesUntilNextTry = 20;
const disk = { slowFor: 0 };

/** Writes a file that fits into memory; it gets its name once it is whole. Errors are those of the system. */
export async function writeSmall(
  path: string,
  bytes: Uint8Array,
  modified: Date | undefined,
  shown = path,
): Promise<void> {
  if (disk.slowFor > 0) {
    disk.slowFor -= 1;
    return writeElsewhere(path, bytes, modified, shown);
  }
  const begun = performance.now();
  writeHere(path, bytes, modified, shown);
  if (performance.now() - begun > quick) disk.slowFor = filesUntilNextTry;
}

function writeHere(path: string, bytes: Uint8Array, modified: Date | undefined, shown: string): void {
  const { there, rights } = lookedAt(path);
  demandFile(shown, there);
  const part = draftIn(dirname(path));
  try {
    const file = openSync(part, 'wx', newMode(rights));
    try {
      if (rights) takeRights(file, rights);
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      if (modified) futimesSync(file, modified, modified);
    } finally {
      closeSync(file);
    }
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** What is there, behind a link, too; and whose rights the new file gets: those of a file, not of what a link leads to. */
function lookedAt(path: string) {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found?.isSymbolicLink()) return { there: statSync(path, { throwIfNoEntry: false }), rights: undefined };
    return { there: found, rights: found?.isFile() ? found : undefined };
  } catch {
    return { there: undefined, rights: undefined }; // what keeps from looking keeps from writing, and is told then
  }
}

async function writeElsewhere(
  path: string,
  bytes: Uint8Array,
  modified: Date | undefined,
  shown: string,
): Promise<void> {
  await demandPlace(path, shown);
  const part = draftIn(dirname(path));
  try {
    const file = await open(part, 'wx');
    try {
      await likeTheFileAt(path, file);
      await file.writeFile(bytes);
      if (modified) await file.utimes(modified, modified);
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
