import { createHash } from 'node:crypto';
import { closeSync, constants, openSync, renameSync, rmSync, type Stats } from 'node:fs';
import { copyFile as copyWhole } from 'node:fs/promises';
import { checkExpected, differs, draftName, dress, sizeChanged, type CopyResult, type FileCopy } from './draft.js';
import { pieces, sameContent, writePiece } from './pieces.js';
import { upToDate } from './sync-level.js';
import { faultOf, on } from './task-fault.js';
import type { CopyWork } from './work.js';

const { O_RDONLY, O_RDWR, O_CREAT, O_TRUNC, O_NOFOLLOW, COPYFILE_EXCL, COPYFILE_FICLONE } = constants;

/**
 * Copies a file piece by piece, so that memory stays small and others go on; as a whole inside the kernel when nothing has
 * to look at the content. Closes `source`.
 */
export async function copyLargeFile(
  run: CopyWork,
  copy: FileCopy,
  source: number,
  stats: Stats,
  present: Stats | undefined,
): Promise<CopyResult> {
  const { options } = run.task;
  const draft = copy.to.draft(draftName(copy.newName));
  try {
    const needed = upToDate(options.sync_level, stats, present);
    if (needed === true || (needed === 'compare' && (await isSame(run, source, copy)))) return { skipped: true };
    on('destination', copy.destinationPath, () => rmSync(draft, { force: true }));
    const looks =
      options.verify_checksum || copy.expected !== undefined || run.isThrottled || process.platform !== 'linux';
    const checksum = looks
      ? await copyInPieces(run, copy, source, stats, draft, present)
      : await copyInKernel(run, copy, source, stats, draft, present);
    on('destination', copy.destinationPath, () => renameSync(draft, copy.to.at(copy.newName)));
    return { skipped: false, size: stats.size, checksum };
  } catch (error) {
    rmSync(draft, { force: true });
    throw faultOf(error, 'destination', copy.destinationPath);
  } finally {
    closeSync(source);
  }
}

async function copyInPieces(
  run: CopyWork,
  copy: FileCopy,
  source: number,
  stats: Stats,
  draft: string,
  present: Stats | undefined,
): Promise<string | null> {
  const { options } = run.task;
  const hash = options.verify_checksum || copy.expected !== undefined ? createHash(copy.algorithm) : undefined;
  const file = openSync(draft, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o666);
  try {
    let size = 0;
    for await (const piece of pieces(source)) {
      await run.checkpoint();
      hash?.update(piece);
      await writePiece(file, piece, size);
      size += piece.length;
      await run.throttle(piece.length);
    }
    if (size !== stats.size) throw sizeChanged(copy);
    const checksum = hash?.digest('hex') ?? null;
    checkExpected(copy, checksum);
    if (options.verify_checksum && !(await sameContent(source, file, () => run.checkpoint()))) throw differs(copy);
    dress(file, stats, present, options);
    return checksum;
  } finally {
    closeSync(file);
  }
}

async function copyInKernel(
  run: CopyWork,
  copy: FileCopy,
  source: number,
  stats: Stats,
  draft: string,
  present: Stats | undefined,
): Promise<null> {
  await copyWhole(`/proc/self/fd/${source}`, draft, COPYFILE_EXCL | COPYFILE_FICLONE);
  run.stillWanted();
  const file = openSync(draft, O_RDONLY | O_NOFOLLOW);
  try {
    dress(file, stats, present, run.task.options);
  } finally {
    closeSync(file);
  }
  return null;
}

async function isSame(run: CopyWork, source: number, copy: FileCopy): Promise<boolean> {
  const destination = openSync(copy.to.at(copy.newName), O_RDONLY | O_NOFOLLOW);
  try {
    return await sameContent(source, destination, () => run.checkpoint());
  } finally {
    closeSync(destination);
  }
}
