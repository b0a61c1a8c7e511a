import { hash } from 'node:crypto';
import { fchmodSync, futimesSync, type Stats } from 'node:fs';
import type { Folder } from '../storage/folder.js';
import type { TaskOptions } from '../state.js';
import { TaskFault } from './task-fault.js';

// eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells the mask everywhere; read once, before a thread makes files
const newFileMode = 0o666 & ~process.umask();

/** One file to copy: where from, where to, and how the task's lists call it. */
export interface FileCopy {
  readonly from: Folder;
  readonly name: string;
  readonly to: Folder;
  readonly newName: string;
  readonly sourcePath: string;
  readonly destinationPath: string;
  /** What the content must have, as hexadecimal text, when the submission said so. */
  readonly expected?: string;
  readonly algorithm: string;
}

/** A file that was copied. */
export interface Copied {
  readonly size: number;
  /** Null where nobody asked for it. */
  readonly checksum: string | null;
}

/** What became of a file. */
export type CopyResult = { skipped: true } | ({ skipped: false } & Copied);

/** The name a file has until it is complete; the same for the same file, so that what a killed sandbox left is used again. */
export function draftName(name: string): string {
  const draft = `.${name}.globus-part`;
  return Buffer.byteLength(draft) <= 255 ? draft : `.${hash('sha1', name, 'hex')}.globus-part`;
}

/** Gives a new file the mode of the one it replaces, and the time of its source where asked for. */
export function dress(
  file: number,
  stats: Stats,
  present: Stats | undefined,
  { preserve_timestamp: preserve }: TaskOptions,
): void {
  fchmodSync(file, present?.isFile() ? present.mode & 0o7777 : newFileMode);
  if (preserve) futimesSync(file, stats.atimeMs / 1000, stats.mtimeMs / 1000);
}

/** A checksum that the submission gave and the file does not have ends the task. */
export function checkExpected({ expected, sourcePath }: FileCopy, checksum: string | null): void {
  if (expected === undefined || expected.toLowerCase() === checksum) return;
  throw new TaskFault(
    'VERIFY_CHECKSUM',
    'source',
    sourcePath,
    `the checksum is ${checksum}, not ${expected} as the submission says: ${sourcePath}`,
    true,
  );
}

/** The copy is not what its source was. */
export function differs({ destinationPath }: FileCopy): TaskFault {
  return new TaskFault(
    'VERIFY_CHECKSUM',
    'destination',
    destinationPath,
    `the copy differs from its source: ${destinationPath}`,
  );
}

/** The source changed between looking and reading. */
export function sizeChanged({ sourcePath }: FileCopy): TaskFault {
  return new TaskFault('FILE_SIZE_CHANGED', 'source', sourcePath, `the file changed while it was read: ${sourcePath}`);
}
