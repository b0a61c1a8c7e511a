import { hash } from 'node:crypto';
import { closeSync, constants, openSync, readSync, renameSync, rmSync, writeSync, type Stats } from 'node:fs';
import type { TaskOptions } from '../state.js';
import { checkExpected, differs, draftName, dress, sizeChanged, type Copied, type FileCopy } from './draft.js';
import { on } from './task-fault.js';

const { O_RDONLY, O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_TRUNC } = constants;

/** Files up to this size are copied in one go; larger ones in pieces, while others go on. */
export const largestSmallFile = 1024 * 1024;

// Nothing else runs in a thread while it copies a small file, so that all of them can share these.
export const content = Buffer.allocUnsafe(largestSmallFile + 1);
export const readBack = Buffer.allocUnsafe(largestSmallFile + 1);

/** Opens the source of a copy; whatever it is, this does not wait for it. */
export function openSource({ from, name, sourcePath }: FileCopy): number {
  return on('source', sourcePath, () => openSync(from.at(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
}

/**
 * Copies a small file: complete and verified under a draft's name, then put in the place of whatever file has its own name, so
 * that nobody ever sees half of it, whenever the sandbox is killed. `drafts` says whether a draft that is there already, left by a
 * killed sandbox, is used again, or refused, as it may be another thread's.
 */
export function putSmallFile(
  options: TaskOptions,
  copy: FileCopy,
  source: number,
  stats: Stats,
  present: Stats | undefined,
  drafts: 'used again' | 'refused',
): Copied {
  const copied = readSource(options, copy, source, stats);
  on('destination', copy.destinationPath, () => {
    const draft = copy.to.draft(draftName(copy.newName));
    const creation = drafts === 'refused' ? O_EXCL : O_TRUNC;
    const file = openSync(draft, O_RDWR | O_CREAT | O_NOFOLLOW | creation, 0o666);
    try {
      fill(options, copy, file, copied.size, stats, present);
      renameSync(draft, copy.to.at(copy.newName));
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  });
  return copied;
}

/** Reads the whole file into `content`. */
function readSource(options: TaskOptions, copy: FileCopy, source: number, stats: Stats): Copied {
  const size = on('source', copy.sourcePath, () => readSync(source, content, 0, largestSmallFile + 1, 0));
  if (size !== stats.size) throw sizeChanged(copy);
  const checksum =
    options.verify_checksum || copy.expected !== undefined
      ? hash(copy.algorithm, content.subarray(0, size), 'hex')
      : null;
  checkExpected(copy, checksum);
  return { size, checksum };
}

/** Writes `content` to an open file, verifies it where asked for, and closes it. */
function fill(
  options: TaskOptions,
  copy: FileCopy,
  file: number,
  size: number,
  stats: Stats,
  present: Stats | undefined,
): void {
  try {
    for (let done = 0; done < size;) done += writeSync(file, content, done, size - done);
    if (options.verify_checksum) {
      const again = readSync(file, readBack, 0, size + 1, 0);
      if (again !== size || content.compare(readBack, 0, size, 0, size) !== 0) throw differs(copy);
    }
    if (present || options.preserve_timestamp) dress(file, stats, present, options);
  } finally {
    closeSync(file);
  }
}
