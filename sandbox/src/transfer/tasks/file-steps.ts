import { lstatSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { jailFor } from '../permissions.js';
import type { Endpoint } from '../state.js';
import type { Folder } from '../storage/folder.js';
import type { Jail } from '../storage/jail.js';
import { splitPath } from '../storage/virtual-path.js';
import { copyFile } from './copy-file.js';
import type { Copied, CopyResult, FileCopy } from './draft.js';
import { on, TaskFault } from './task-fault.js';
import type { TaskItem } from './task-folder.js';
import type { TransferWork } from './transfer-work.js';
import type { Step, Subject, Work } from './work.js';

/** The two sides of a transfer, behind their bars. */
export interface Sides {
  readonly source: Jail;
  readonly destination: Jail;
}

/** The jails of both sides as they are now. */
export function sidesOf(run: Subject): Sides {
  return {
    source: on('source', '/', () => jailFor(run.world, run.source, run.owner, 'r')),
    destination: on('destination', '/', () => jailFor(run.world, run.destination as Endpoint, run.owner, 'w')),
  };
}

/** Counts a file that was found, once. */
export function countFile(run: Pick<Subject, 'task'>): void {
  run.task.files += 1;
  run.task.subtasks_total += 1;
}

/** A step for one file whose folders are not open. `path` is where it is, `shown` how the submission called it. */
export function fileStep(run: TransferWork, item: TaskItem, path: string, destination: string, shown = path): Step {
  const work = async (): Promise<void> => {
    const sides = sidesOf(run);
    const { folder: fromPath, name } = splitPath(path);
    const { folder: toPath, name: newName } = splitPath(destination);
    const from = on('source', shown, () => sides.source.folder(fromPath));
    try {
      const to = on('destination', destination, () => sides.destination.make(toPath));
      try {
        if (newName === '')
          throw new TaskFault(
            'IS_A_DIRECTORY',
            'destination',
            destination,
            'the root of a collection cannot be a file',
            true,
          );
        await meetBoth(run, shown, destination);
        const copy = {
          from,
          name,
          to,
          newName,
          sourcePath: shown,
          destinationPath: destination,
          algorithm: item.algorithm ?? 'md5',
          ...(item.checksum === undefined ? {} : { expected: item.checksum }),
        };
        await transferFile(run, copy);
      } finally {
        to.close();
      }
    } finally {
      from.close();
    }
  };
  return { source: shown, destination, kind: 'file', item, run: work };
}

/** Copies one file and records it; what was recorded before the sandbox was stopped is only counted. */
export function transferFile(run: TransferWork, copy: FileCopy): Promise<void> | void {
  const before = run.done.get(copy.destinationPath);
  if (before) {
    run.done.delete(copy.destinationPath);
    count(run, before['size'] as number, before['checksum'] !== null);
    return;
  }
  const result = copyFile(run, copy);
  if (result instanceof Promise) return result.then((late) => recordResult(run, copy, late));
  recordResult(run, copy, result);
  return run.isThrottled && !result.skipped ? run.throttle(result.size) : undefined;
}

/** Lets the fault rules act on both paths of a file. */
export function meetBoth(run: Work, source: string, destination: string): Promise<void> | undefined {
  const held = run.meet('source', run.source, source);
  if (held) return held.then(() => run.meet('destination', run.destination as Endpoint, destination));
  return run.meet('destination', run.destination as Endpoint, destination);
}

/** Makes the same link at the destination, in the place of a file or link that is there. */
export function copyLink(
  run: Pick<Subject, 'task'>,
  from: Folder,
  name: string,
  to: Folder,
  newName: string,
  paths: { source: string; destination: string },
): void {
  const target = on('source', paths.source, () => readlinkSync(from.at(name)));
  on('destination', paths.destination, () => {
    if (lstatSync(to.at(newName), { throwIfNoEntry: false })) rmSync(to.at(newName));
    symlinkSync(target, to.at(newName));
  });
  run.task.symlinks += 1;
}

function recordResult(run: Work, { sourcePath, destinationPath, algorithm }: FileCopy, result: CopyResult): void {
  if (!result.skipped) return recordFile(run, sourcePath, destinationPath, algorithm, result);
  run.task.files_skipped += 1;
  run.task.subtasks_succeeded += 1;
}

/** Puts a copied file among the successful ones, and counts it. */
export function recordFile(
  run: Work,
  sourcePath: string,
  destinationPath: string,
  algorithm: string,
  { size, checksum }: Copied,
): void {
  run.folder.add('successful', {
    DATA_TYPE: 'successful_transfer',
    source_path: sourcePath,
    destination_path: destinationPath,
    size,
    checksum,
    checksum_algorithm: checksum === null ? null : algorithm.toUpperCase(),
    dynamic: false,
  });
  count(run, size, checksum !== null);
}

function count(run: Pick<Subject, 'task'>, size: number, verified: boolean): void {
  const { task } = run;
  task.files_transferred += 1;
  task.subtasks_succeeded += 1;
  task.bytes_transferred += size;
  if (verified) task.bytes_checksummed += size;
}
