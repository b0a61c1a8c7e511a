import { hash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, renameSync, unlinkSync, writeSync, type Stats } from 'node:fs';
import type { TaskOptions } from '../state.js';
import { copyLargeFile } from './copy-large-file.js';
import { checkExpected, differs, draftName, dress, sizeChanged, type CopyResult, type FileCopy } from './draft.js';
import { upToDate } from './sync-level.js';
import { on, TaskFault } from './task-fault.js';
import type { TaskRun } from './task-run.js';

const { O_RDONLY, O_RDWR, O_CREAT, O_TRUNC, O_NOFOLLOW, O_NONBLOCK } = constants;

/** Files up to this size are copied in one go; larger ones in pieces, while others go on. */
export const LARGEST_SMALL_FILE = 1024 * 1024;

// One task runs between two awaits, so that all small copies can share these.
const content = Buffer.allocUnsafe(LARGEST_SMALL_FILE + 1);
const readBack = Buffer.allocUnsafe(LARGEST_SMALL_FILE + 1);

/**
 * Copies a file under a temporary name and puts it in place when it is complete and verified: nobody ever sees half a file.
 * Small files are done when this returns; a promise is returned for others.
 */
export function copyFile(run: TaskRun, copy: FileCopy): CopyResult | Promise<CopyResult> {
  const { options } = run.task;
  const source = on('source', copy.sourcePath, () => openSync(copy.from.at(copy.name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
  let handedOver = false;
  try {
    const stats = on('source', copy.sourcePath, () => fstatSync(source));
    if (!stats.isFile()) throw new TaskFault('FILE_NOT_FOUND', 'source', copy.sourcePath, `not a file: ${copy.sourcePath}`);
    const present = on('destination', copy.destinationPath, () => lstatSync(copy.to.at(copy.newName), { throwIfNoEntry: false }));
    if (present?.isDirectory()) throw new TaskFault('IS_A_DIRECTORY', 'destination', copy.destinationPath, `a directory is in the way: ${copy.destinationPath}`, true);
    if (stats.size > LARGEST_SMALL_FILE) {
      handedOver = true;
      return copyLargeFile(run, copy, source, stats, present);
    }
    const needed = upToDate(options.sync_level, stats, present);
    if (needed === true || (needed === 'compare' && isSame(copy, source, stats.size))) return { skipped: true };
    return copySmallFile(options, copy, source, stats, present);
  } finally {
    if (!handedOver) closeSync(source);
  }
}

function copySmallFile(options: TaskOptions, copy: FileCopy, source: number, stats: Stats, present: Stats | undefined): CopyResult {
  const size = on('source', copy.sourcePath, () => readSync(source, content, 0, LARGEST_SMALL_FILE + 1, 0));
  if (size !== stats.size) throw sizeChanged(copy);
  const bytes = content.subarray(0, size);
  const checksum = options.verify_checksum || copy.expected !== undefined ? hash(copy.algorithm, bytes, 'hex') : null;
  checkExpected(copy, checksum);
  on('destination', copy.destinationPath, () => {
    const draft = copy.to.at(draftName(copy.newName));
    const file = openSync(draft, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o666);
    try {
      for (let done = 0; done < size; ) done += writeSync(file, bytes, done);
      if (options.verify_checksum) {
        const again = readSync(file, readBack, 0, size + 1, 0);
        if (again !== size || content.compare(readBack, 0, size, 0, size) !== 0) throw differs(copy);
      }
      if (present || options.preserve_timestamp) dress(file, stats, present, options);
    } catch (error) {
      closeSync(file);
      unlinkSync(draft);
      throw error;
    }
    closeSync(file);
    renameSync(draft, copy.to.at(copy.newName));
  });
  return { skipped: false, size, checksum };
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
