import { hash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, renameSync, unlinkSync, writeSync, type Stats } from 'node:fs';
import type { TaskOptions } from '../state.js';
import { copyLargeFile } from './copy-large-file.js';
import { checkExpected, differs, draftName, dress, sizeChanged, type CopyResult, type FileCopy } from './draft.js';
import { upToDate } from './sync-level.js';
import { on, TaskFault } from './task-fault.js';
import type { TaskRun } from './task-run.js';

const { O_RDONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_NOFOLLOW, O_NONBLOCK } = constants;

/** Files up to this size are copied in one go; larger ones in pieces, while others go on. */
export const LARGEST_SMALL_FILE = 1024 * 1024;

// One task runs between two awaits, so that all small copies can share these.
const content = Buffer.allocUnsafe(LARGEST_SMALL_FILE + 1);
const readBack = Buffer.allocUnsafe(LARGEST_SMALL_FILE + 1);

/**
 * Copies a file; one that replaces another under a temporary name, to be put in place when it is complete and verified.
 * Small files are done when this returns; a promise is returned for others.
 */
export function copyFile(run: TaskRun, copy: FileCopy): CopyResult | Promise<CopyResult> {
  const { options } = run.task;
  const source = on('source', copy.sourcePath, () => openSync(copy.from.at(copy.name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
  let handedOver = false;
  try {
    const stats = on('source', copy.sourcePath, () => fstatSync(source));
    if (!stats.isFile()) throw new TaskFault('FILE_NOT_FOUND', 'source', copy.sourcePath, `not a file: ${copy.sourcePath}`);
    // Without a level nothing depends on what is there, and making a new file says soon enough that it is not new.
    const fresh = options.sync_level === null && stats.size <= LARGEST_SMALL_FILE && copyFresh(options, copy, source, stats);
    if (fresh) return fresh;
    const present = on('destination', copy.destinationPath, () => lstatSync(copy.to.at(copy.newName), { throwIfNoEntry: false }));
    if (present?.isDirectory()) throw new TaskFault('IS_A_DIRECTORY', 'destination', copy.destinationPath, `a directory is in the way: ${copy.destinationPath}`, true);
    if (stats.size > LARGEST_SMALL_FILE) {
      handedOver = true;
      return copyLargeFile(run, copy, source, stats, present);
    }
    const needed = upToDate(options.sync_level, stats, present);
    if (needed === true || (needed === 'compare' && isSame(copy, source, stats.size))) return { skipped: true };
    return replace(options, copy, source, stats, present);
  } finally {
    if (!handedOver) closeSync(source);
  }
}

/**
 * Writes a file that is not there yet under its own name: with one write, which saves the renaming. A task that is killed
 * meanwhile copies it again. Undefined when something of that name is there.
 */
function copyFresh(options: TaskOptions, copy: FileCopy, source: number, stats: Stats): CopyResult | undefined {
  const { size, checksum } = readSource(options, copy, source, stats);
  const path = on('destination', copy.destinationPath, () => copy.to.at(copy.newName));
  const file = on('destination', copy.destinationPath, () => openNew(path));
  if (file === undefined) return undefined;
  on('destination', copy.destinationPath, () => fill(options, copy, path, file, size, stats, undefined));
  return { skipped: false, size, checksum };
}

function replace(options: TaskOptions, copy: FileCopy, source: number, stats: Stats, present: Stats | undefined): CopyResult {
  const { size, checksum } = readSource(options, copy, source, stats);
  on('destination', copy.destinationPath, () => {
    const draft = copy.to.draft(draftName(copy.newName));
    fill(options, copy, draft, openSync(draft, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o666), size, stats, present);
    renameSync(draft, copy.to.at(copy.newName));
  });
  return { skipped: false, size, checksum };
}

/** Reads the whole file into `content`. */
function readSource(options: TaskOptions, copy: FileCopy, source: number, stats: Stats): { size: number; checksum: string | null } {
  const size = on('source', copy.sourcePath, () => readSync(source, content, 0, LARGEST_SMALL_FILE + 1, 0));
  if (size !== stats.size) throw sizeChanged(copy);
  const checksum = options.verify_checksum || copy.expected !== undefined ? hash(copy.algorithm, content.subarray(0, size), 'hex') : null;
  checkExpected(copy, checksum);
  return { size, checksum };
}

/** Writes `content` to an open file, verifies it where asked for, and closes it; what failed is removed. */
function fill(options: TaskOptions, copy: FileCopy, path: string, file: number, size: number, stats: Stats, present: Stats | undefined): void {
  try {
    for (let done = 0; done < size; ) done += writeSync(file, content, done, size - done);
    if (options.verify_checksum) {
      const again = readSync(file, readBack, 0, size + 1, 0);
      if (again !== size || content.compare(readBack, 0, size, 0, size) !== 0) throw differs(copy);
    }
    if (present || options.preserve_timestamp) dress(file, stats, present, options);
    closeSync(file);
  } catch (error) {
    closeSync(file);
    unlinkSync(path);
    throw error;
  }
}

function openNew(path: string): number | undefined {
  try {
    return openSync(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o666);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
}

function isSame(copy: FileCopy, source: number, size: number): boolean {
  const destination = on('destination', copy.destinationPath, () => openSync(copy.to.at(copy.newName), O_RDONLY | O_NOFOLLOW));
  try {
    const read = readSync(source, content, 0, size + 1, 0);
    const again = readSync(destination, readBack, 0, size + 1, 0);
    return read === again && content.compare(readBack, 0, again, 0, read) === 0;
  } finally {
    closeSync(destination);
  }
}
