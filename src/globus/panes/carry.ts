import { randomBytes } from 'node:crypto';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  opendir,
  readlink,
  realpath,
  rename,
  rm,
  symlink,
  utimes,
} from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CliError } from '../../errors.js';
import { removeTemporary } from '../../new-folder.js';
import { visible } from '../../visible.js';
import { diskError } from '../data/disk-error.js';

/**
 * Copies a file, a link, or a folder with all in it, to a name that is free. The name appears once the copy is whole: until then it is
 * hidden beside it, and gone again where `signal` ends it. CliError where the disk refuses.
 */
export async function copiedTo(from: string, to: string, signal: AbortSignal | undefined): Promise<void> {
  await demandFree(to);
  const part = hidden('copy', to);
  const clear = () => removeTemporary(part);
  signal?.addEventListener('abort', clear);
  try {
    await demandOutside(from, to);
    await copyTree(from, part, signal);
    await demandFree(to);
    await rename(part, to);
  } catch (error) {
    clear();
    throw error instanceof CliError || signal?.aborted ? error : diskError(error, to, 'write');
  } finally {
    signal?.removeEventListener('abort', clear);
  }
}

/** Moves it. To another disk it is copied, and taken away only if nothing of it was changed meanwhile. */
export async function movedTo(from: string, to: string, signal: AbortSignal | undefined): Promise<void> {
  await demandFree(to);
  try {
    return await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw diskError(error, to, 'write');
  }
  try {
    const before = await stateOf(from);
    await copiedTo(from, to, signal);
    // what comes under its name from now on is not taken away
    const aside = hidden('moved', from);
    await rename(from, aside);
    if ((await stateOf(aside)) !== before) throw await putBack(aside, from, to);
    await removeMoved(aside, from, to);
  } catch (error) {
    throw error instanceof CliError || signal?.aborted ? error : diskError(error, from, 'write');
  }
}

export async function demandFree(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found) throw new CliError(`${visible(path)} is there already: nothing was replaced.`);
}

/** A name beside another that nobody else has. */
const hidden = (what: string, path: string) =>
  join(
    dirname(path),
    `.globus-${what}-${randomBytes(4).toString('hex')}-${Array.from(basename(path)).slice(0, 40).join('')}`,
  );

/** Gives its name back to what was set aside, unless there is something new of that name; what is to be told. */
async function putBack(aside: string, from: string, to: string): Promise<CliError> {
  const isFree = !(await lstat(from).catch(() => undefined));
  if (isFree) await rename(aside, from);
  const where = isFree ? '' : ` It is called ${visible(aside)} now.`;
  return new CliError(
    `${visible(from)} was changed while it was copied, so it was not removed.${where} The copy is ${visible(to)}.`,
  );
}

/** CliError where some of what was moved cannot be removed: it has another name by then. */
async function removeMoved(aside: string, from: string, to: string): Promise<void> {
  try {
    await rm(aside, { recursive: true });
  } catch (error) {
    const why = (diskError(error, aside, 'write') as Error).message;
    throw new CliError(
      `${visible(from)} was copied to ${visible(to)}, but not all of it could be removed. What is left is called ${visible(aside)} now. ${why}`,
    );
  }
}

async function demandOutside(from: string, to: string): Promise<void> {
  const [folder, target] = [await realpath(from).catch(() => from), await realpath(dirname(to))];
  if (target === folder || target.startsWith(folder + sep))
    throw new CliError(`${visible(from)} cannot be copied into itself.`);
}

async function copyTree(from: string, to: string, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const found = await lstat(from);
  if (found.isSymbolicLink()) return symlink(await readlink(from), to);
  if (found.isDirectory()) {
    await mkdir(to, 0o700);
    for await (const { name } of await opendir(from)) await copyTree(join(from, name), join(to, name), signal);
  } else if (found.isFile()) await copyContent(from, to, signal);
  else throw new CliError(`${visible(from)} is neither a file, a folder nor a link: nothing was copied.`);
  await utimes(to, found.atime, found.mtime);
  await chmod(to, found.mode & 0o777);
}

/** At once where the disk can share it; else byte by byte, since a copy by the system cannot be broken off. */
async function copyContent(from: string, to: string, signal: AbortSignal | undefined): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
  } catch {
    // what is wrong with the file itself, the stream says
    await rm(to, { force: true });
    const target = createWriteStream(to, { flags: 'wx', mode: 0o600 });
    await pipeline(createReadStream(from, { highWaterMark: pieceSize }), target, { ...(signal && { signal }) });
  }
}
const pieceSize = 1024 * 1024;

/** What tells whether something, or anything in it, was changed: sizes, dates and which files they are. */
async function stateOf(path: string): Promise<string> {
  const found = await lstat(path, { bigint: true });
  if (!found.isDirectory()) return `${found.ino} ${found.size} ${found.mtimeNs}`;
  const below: string[] = [];
  for await (const { name } of await opendir(path)) below.push(`${name}\0${await stateOf(join(path, name))}`);
  return `${found.ino} [${below.sort().join('\n')}]`;
}
