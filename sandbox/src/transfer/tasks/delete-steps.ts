import { lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { globTest } from '../filter.js';
import { jailFor, mayAccess } from '../permissions.js';
import type { Folder } from '../storage/folder.js';
import { removeTree } from '../storage/remove-tree.js';
import { StorageError } from '../storage/storage-error.js';
import { childPath, splitPath } from '../storage/virtual-path.js';
import { faultOf, on, TaskFault } from './task-fault.js';
import type { Step, Work } from './work.js';

/** The first steps of a delete: one for each of its items. */
export function deleteSteps(run: Work): Step[] {
  return run.folder.readItems().map((item) => {
    run.task.subtasks_total += 1;
    return { source: item.source, destination: null, kind: 'item', item, run: () => deleteItem(run, item.source) };
  });
}

async function deleteItem(run: Work, path: string): Promise<void> {
  const { task } = run;
  if (!mayAccess(run.world, run.source, run.owner, path, 'w')) {
    throw new TaskFault(
      'PERMISSION_DENIED',
      'source',
      path,
      `no write permission on ${path} of ${run.source.display_name}`,
    );
  }
  await run.meet('source', run.source, path);
  const { folder: parent, name } = splitPath(path);
  if (name === '')
    throw new TaskFault('PERMISSION_DENIED', 'source', path, 'the root of a collection cannot be deleted', true);
  const folder = on('source', path, () => openParent(run, parent));
  if (!folder) {
    task.subtasks_succeeded += 1;
    return;
  }
  try {
    const names = task.options.interpret_globs && /[*?[]/.test(name) ? matching(folder, name) : [name];
    if (names.length === 0 && !task.options.ignore_missing) throw missing(path);
    for (const found of names) await deleteEntry(run, folder, found, childPath(parent, found));
  } catch (error) {
    throw faultOf(error, 'source', path);
  } finally {
    folder.close();
  }
  task.subtasks_succeeded += 1;
}

/** The folder of an item; undefined when it is missing and that does not matter. */
function openParent(run: Work, parent: string): Folder | undefined {
  try {
    return jailFor(run.world, run.source, run.owner, 'w').folder(parent);
  } catch (error) {
    if (!(error instanceof StorageError) || error.code !== 'NOT_FOUND') throw error;
    if (run.task.options.ignore_missing) return undefined;
    throw missing(parent);
  }
}

async function deleteEntry(run: Work, folder: Folder, name: string, path: string): Promise<void> {
  const { task } = run;
  const stats = lstatSync(folder.at(name), { throwIfNoEntry: false });
  if (!stats) {
    if (task.options.ignore_missing) return;
    throw missing(path);
  }
  if (!stats.isDirectory()) {
    unlinkSync(folder.at(name));
    task.files += 1;
    return;
  }
  if (!task.options.recursive)
    throw new TaskFault(
      'IS_A_DIRECTORY',
      'source',
      path,
      `a directory, and the delete is not recursive: ${path}`,
      true,
    );
  const removed = { files: 0, directories: 0 };
  try {
    await removeTree(folder, name, () => run.checkpoint(), removed);
  } finally {
    task.files += removed.files;
    task.directories += removed.directories;
  }
}

/** The entries a glob means. As in a shell, hidden ones must be asked for. */
function matching(folder: Folder, glob: string): string[] {
  const test = globTest(glob);
  return readdirSync(folder.self).filter((name) => test.test(name) && (glob.startsWith('.') || !name.startsWith('.')));
}

function missing(path: string): TaskFault {
  return new TaskFault('FILE_NOT_FOUND', 'source', path, `no such file or directory: ${path}`, true);
}
