import { cp, lstat, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../../errors.js';
import { makeFolder } from '../../new-folder.js';
import { visible } from '../../visible.js';
import { diskError } from '../data/disk-error.js';

/** A work on folders and files of this machine. */
export type DiskWork =
  | {
      readonly do: 'copy' | 'move';
      readonly from: string;
      readonly names: readonly string[];
      readonly to: string;
    }
  | { readonly do: 'remove'; readonly from: string; readonly names: readonly string[] }
  | { readonly do: 'rename'; readonly folder: string; readonly name: string; readonly to: string }
  | { readonly do: 'makeFolder'; readonly folder: string; readonly name: string }
  | { readonly do: 'read'; readonly path: string };

/** As much of a file as is shown, in bytes. */
const most = 256 * 1024;

/** Does it; the text of a file that was read. CliError where the disk refuses, or something of that name is there already. */
export async function workOnDisk(work: DiskWork): Promise<string> {
  switch (work.do) {
    case 'copy':
    case 'move':
      for (const name of work.names) await carried(work.do, join(work.from, name), join(work.to, name));
      return '';
    case 'remove':
      for (const name of work.names) await onDisk(join(work.from, name), (path) => rm(path, { recursive: true }));
      return '';
    case 'rename':
      await moved(join(work.folder, work.name), join(work.folder, work.to));
      return '';
    case 'makeFolder':
      await onDisk(join(work.folder, work.name), (path) => Promise.resolve(makeFolder(path)));
      return '';
    case 'read':
      return onDisk(work.path, beginning, 'read');
  }
}

async function carried(how: 'copy' | 'move', from: string, to: string): Promise<void> {
  if (how === 'move') await moved(from, to);
  else {
    await demandFree(to);
    await copiedTo(from, to);
  }
}
const copiedTo = (from: string, to: string) =>
  onDisk(to, () =>
    cp(from, to, {
      recursive: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
      errorOnExist: true,
      force: false,
    }),
  );

async function moved(from: string, to: string): Promise<void> {
  await demandFree(to);
  try {
    await rename(from, to);
  } catch (error) {
    // another disk: it is copied whole before the first is taken away
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw diskError(error, to, 'write');
    await copiedTo(from, to);
    await onDisk(from, (path) => rm(path, { recursive: true }));
  }
}

async function demandFree(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found) throw new CliError(`${visible(path)} is there already: nothing was replaced.`);
}

async function beginning(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
    return buffer.subarray(0, bytesRead).toString();
  } finally {
    await file.close();
  }
}

async function onDisk<T>(
  path: string,
  work: (path: string) => Promise<T>,
  what: 'read' | 'write' = 'write',
): Promise<T> {
  try {
    return await work(path);
  } catch (error) {
    throw diskError(error, path, what);
  }
}
