import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { copyLargeFile } from './copy-large-file.js';
import type { CopyResult, FileCopy } from './draft.js';
import { upToDate } from './sync-level.js';
import { on, TaskFault } from './task-fault.js';
import { content, largestSmallFile, openSource, putSmallFile, readBack } from './small-file.js';
import type { CopyWork } from './work.js';

const { O_RDONLY, O_NOFOLLOW } = constants;

/**
 * Copies a file under a temporary name, to be put in place when it is complete and verified. Small files are done when this
 * returns; a promise is returned for others.
 */
export function copyFile(run: CopyWork, copy: FileCopy): CopyResult | Promise<CopyResult> {
  const { options } = run.task;
  const source = openSource(copy);
  let handedOver = false;
  try {
    const stats = on('source', copy.sourcePath, () => fstatSync(source));
    if (!stats.isFile())
      throw new TaskFault('FILE_NOT_FOUND', 'source', copy.sourcePath, `not a file: ${copy.sourcePath}`);
    const present = on('destination', copy.destinationPath, () =>
      lstatSync(copy.to.at(copy.newName), { throwIfNoEntry: false }),
    );
    if (present?.isDirectory())
      throw new TaskFault(
        'IS_A_DIRECTORY',
        'destination',
        copy.destinationPath,
        `a directory is in the way: ${copy.destinationPath}`,
        true,
      );
    if (stats.size > largestSmallFile) {
      handedOver = true;
      return copyLargeFile(run, copy, source, stats, present);
    }
    const needed = upToDate(options.sync_level, stats, present);
    if (needed === true || (needed === 'compare' && isSame(copy, source, stats.size))) return { skipped: true };
    return { skipped: false, ...putSmallFile(options, copy, source, stats, present, 'used again') };
  } finally {
    if (!handedOver) closeSync(source);
  }
}

function isSame(copy: FileCopy, source: number, size: number): boolean {
  const destination = on('destination', copy.destinationPath, () =>
    openSync(copy.to.at(copy.newName), O_RDONLY | O_NOFOLLOW),
  );
  try {
    const read = readSync(source, content, 0, size + 1, 0);
    const again = readSync(destination, readBack, 0, size + 1, 0);
    return read === again && content.compare(readBack, 0, again, 0, read) === 0;
  } finally {
    closeSync(destination);
  }
}
