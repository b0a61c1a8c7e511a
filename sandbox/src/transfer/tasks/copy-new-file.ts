import { hash } from 'node:crypto';
import { closeSync, constants, openSync, readSync, unlinkSync, writeSync, type Stats } from 'node:fs';
import type { TaskOptions } from '../state.js';
import { checkExpected, differs, dress, sizeChanged, type Copied, type FileCopy } from './draft.js';
import { on } from './task-fault.js';

const { O_RDONLY, O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK } = constants;

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
 * Writes a file that is not there yet under its own name: with one write, which saves the renaming. A task that is killed
 * meanwhile copies it again. Undefined when something of that name is there.
 */
export function copyFresh(options: TaskOptions, copy: FileCopy, source: number, stats: Stats): Copied | undefined {
  const { size, checksum } = readSource(options, copy, source, stats);
  const path = on('destination', copy.destinationPath, () => copy.to.at(copy.newName));
  const file = on('destination', copy.destinationPath, () => openNew(path));
  if (file === undefined) return undefined;
  on('destination', copy.destinationPath, () => fill(options, copy, path, file, size, stats, undefined));
  return { size, checksum };
}

/** Reads the whole file into `content`. */
export function readSource(options: TaskOptions, copy: FileCopy, source: number, stats: Stats): Copied {
  const size = on('source', copy.sourcePath, () => readSync(source, content, 0, largestSmallFile + 1, 0));
  if (size !== stats.size) throw sizeChanged(copy);
  const checksum =
    options.verify_checksum || copy.expected !== undefined
      ? hash(copy.algorithm, content.subarray(0, size), 'hex')
      : null;
  checkExpected(copy, checksum);
  return { size, checksum };
}

/** Writes `content` to an open file, verifies it where asked for, and closes it; what failed is removed. */
export function fill(
  options: TaskOptions,
  copy: FileCopy,
  path: string,
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
