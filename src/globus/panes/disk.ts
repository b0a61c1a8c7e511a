import { lstat, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../../errors.js';
import { makeFolder } from '../../new-folder.js';
import { visible } from '../../visible.js';
import { diskError } from '../data/disk-error.js';
import { copiedTo, movedTo } from './carry.js';

/** A work on folders and files of this machine. */
export type DiskWork =
  | {
      readonly do: 'copy' | 'move';
      readonly from: string;
      readonly names: readonly string[];
      readonly to: string;
    }
  | {
      readonly do: 'remove';
      readonly from: string;
      readonly names: readonly string[];
      /** Those of them that were folders when it was asked. */
      readonly folders: readonly string[];
    }
  | { readonly do: 'rename'; readonly folder: string; readonly name: string; readonly to: string }
  | { readonly do: 'makeFolder'; readonly folder: string; readonly name: string }
  | { readonly do: 'read'; readonly path: string };

/** As much of a file as is shown, in bytes. */
const most = 256 * 1024;

/** Does it, until `signal`; the text of a file that was read. CliError where the disk refuses, or something of that name is there already. */
export async function workOnDisk(work: DiskWork, signal?: AbortSignal): Promise<string> {
  switch (work.do) {
    case 'copy':
    case 'move':
      for (const name of work.names)
        await (work.do === 'copy' ? copiedTo : movedTo)(join(work.from, name), join(work.to, name), signal);
      return '';
    case 'remove':
      return removedAll(work, new Set(work.folders));
    case 'rename':
      await movedTo(join(work.folder, work.name), join(work.folder, work.to), signal);
      return '';
    case 'makeFolder':
      await onDisk(join(work.folder, work.name), (path) => Promise.resolve(makeFolder(path)));
      return '';
    case 'read':
      return onDisk(work.path, beginning, 'read');
  }
}

async function removedAll({ from, names }: Extract<DiskWork, { readonly do: 'remove' }>, folders: ReadonlySet<string>) {
  for (const name of names) await removed(join(from, name), folders.has(name));
  return '';
}

/** A folder that came in the place of a file was not asked about. */
async function removed(path: string, isFolder: boolean): Promise<void> {
  if (!isFolder && (await lstat(path).catch(() => undefined))?.isDirectory())
    throw new CliError(`${visible(path)} is a folder now: it was not deleted.`);
  await onDisk(path, () => rm(path, { recursive: isFolder }));
}

async function beginning(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
    const { size } = await file.stat();
    return buffer.subarray(0, bytesRead).toString() + (size > most ? '\n… only the first 256 kB are shown' : '');
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
