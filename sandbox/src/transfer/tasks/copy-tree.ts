import { readdirSync, rmSync, type Dirent } from 'node:fs';
import type { Folder } from '../storage/folder.js';
import type { Jail } from '../storage/jail.js';
import { removeTree } from '../storage/remove-tree.js';
import { childPath } from '../storage/virtual-path.js';
import type { Copied } from './draft.js';
import { entryFilter, type EntryFilter } from './entry-filter.js';
import { faultOf, on } from './task-fault.js';
import type { TaskItem } from './task-folder.js';
import type { TransferWork } from './transfer-work.js';
import type { Step } from './work.js';
import { copyLink, countFile, fileStep, meetBoth, recordFile, sidesOf, transferFile } from './file-steps.js';
import { algorithm, type Group } from './new-files.js';

/** A directory to be merged into another. */
export interface TreeCopy {
  readonly item: TaskItem;
  /** Where it is. */
  readonly source: string;
  readonly destination: string;
  /** How the submission's paths call it: differs from `source` below a followed symlink. */
  readonly shown: string;
  /** The identity of the whole item's destination, from its first directory on: never a part of its own source. */
  readonly root?: string;
  /** The directories on the way here, by device and inode, so that followed symlinks make no circles. */
  readonly above: string[];
}

/** A step that makes a directory, copies its files and adds steps for its directories. */
export function directoryStep(run: TransferWork, tree: TreeCopy): Step {
  return {
    source: tree.shown,
    destination: tree.destination,
    kind: 'directory',
    item: tree.item,
    run: () => copyDirectory(run, tree),
  };
}

async function copyDirectory(run: TransferWork, tree: TreeCopy): Promise<void> {
  await meetBoth(run, tree.shown, tree.destination);
  const sides = sidesOf(run);
  const from = on('source', tree.shown, () => sides.source.open(tree.source));
  try {
    const self = from.identity;
    const entries = on('source', tree.shown, () => readdirSync(from.self, { withFileTypes: true }));
    const to = on('destination', tree.destination, () => sides.destination.make(tree.destination));
    try {
      // A destination inside its own source would be copied into itself without end.
      const root = tree.root ?? to.identity;
      if (tree.above.length > 0 && root === self) return;
      run.task.directories += 1;
      run.task.subtasks_total += 1;
      run.task.subtasks_succeeded += 1;
      const kept = entryFilter(run.task.options.filter_rules);
      if (run.task.options.delete_destination_extra) await deleteExtras(run, tree, to, entries, kept);
      const directory = { ...tree, root, above: [...tree.above, self] };
      const files = run.newFiles.group(from, to, (name, copied) => endFile(run, directory, name, copied));
      for (const entry of entries) {
        const copied = copyEntry(run, sides.source, directory, from, to, entry, kept, files);
        if (copied) await copied;
        const pause = run.checkpoint();
        if (pause) await pause;
      }
    } finally {
      to.close();
    }
  } finally {
    from.close();
  }
}

function copyEntry(
  run: TransferWork,
  jail: Jail,
  tree: TreeCopy,
  from: Folder,
  to: Folder,
  entry: Dirent,
  kept: EntryFilter,
  files: Group | undefined,
): Promise<void> | void {
  const { name } = entry;
  const paths = pathsOf(tree, name);
  if (entry.isDirectory()) {
    if (kept(name, 'dir')) run.push(directoryStep(run, { ...tree, ...paths }));
  } else if (entry.isFile()) {
    if (!kept(name, 'file')) return;
    countFile(run);
    if (files && run.newFiles.takes(files, name)) return run.newFiles.handOver();
    return copyOpenFile(run, tree, from, to, name, paths);
  } else if (entry.isSymbolicLink() && kept(name, 'file')) copySymlink(run, jail, tree, from, to, name, paths);
}

interface Paths {
  readonly source: string;
  readonly destination: string;
  readonly shown: string;
}

function pathsOf(tree: TreeCopy, name: string): Paths {
  return {
    source: childPath(tree.source, name),
    destination: childPath(tree.destination, name),
    shown: childPath(tree.shown, name),
  };
}

/** Records what another thread copied; what it left alone becomes a step. */
function endFile(run: TransferWork, tree: TreeCopy, name: string, copied: Copied | undefined): void {
  const { source, destination, shown } = pathsOf(tree, name);
  if (copied) recordFile(run, shown, destination, algorithm, copied);
  else run.push(fileStep(run, tree.item, source, destination, shown));
}

/** Copies a small file at once; a large one, and one that fails, becomes a step of its own. */
function copyOpenFile(
  run: TransferWork,
  tree: TreeCopy,
  from: Folder,
  to: Folder,
  name: string,
  paths: Paths,
): Promise<void> | void {
  const later = () => fileStep(run, tree.item, paths.source, paths.destination, paths.shown);
  const failed = (error: unknown) => run.failed(later(), faultOf(error, 'source', paths.shown));
  try {
    const held = meetBoth(run, paths.shown, paths.destination);
    if (held) {
      run.push(later());
      return held;
    }
    const copy = {
      from,
      name,
      to,
      newName: name,
      sourcePath: paths.shown,
      destinationPath: paths.destination,
      algorithm: algorithm,
    };
    const copied = transferFile(run, copy);
    return copied?.catch(failed);
  } catch (error) {
    failed(error);
  }
}

function copySymlink(
  run: TransferWork,
  jail: Jail,
  tree: TreeCopy,
  from: Folder,
  to: Folder,
  name: string,
  paths: Paths,
): void {
  const mode = run.task.options.recursive_symlinks ?? 'ignore';
  if (mode === 'ignore') return;
  const step: Step = {
    source: paths.shown,
    destination: paths.destination,
    kind: 'symlink',
    item: tree.item,
    run: () => retryLink(run, tree, name, paths),
  };
  try {
    if (mode === 'keep') {
      copyLink(run, from, name, to, name, { source: paths.shown, destination: paths.destination });
      return;
    }
    const target = jail.follow(from, name);
    // A link that leads nowhere, outside or in a circle has nothing to be copied.
    if (!target || tree.above.includes(`${target.stats.dev}:${target.stats.ino}`)) return;
    if (target.stats.isDirectory()) run.push(directoryStep(run, { ...tree, ...paths, source: target.path }));
    else {
      countFile(run);
      run.push(fileStep(run, tree.item, target.path, paths.destination, paths.shown));
    }
  } catch (error) {
    run.failed(step, faultOf(error, 'source', paths.shown));
  }
}

function retryLink(run: TransferWork, tree: TreeCopy, name: string, paths: Paths): void {
  const sides = sidesOf(run);
  const from = on('source', paths.shown, () => sides.source.folder(tree.source));
  try {
    const to = on('destination', paths.destination, () => sides.destination.make(tree.destination));
    try {
      copyLink(run, from, name, to, name, { source: paths.shown, destination: paths.destination });
    } finally {
      to.close();
    }
  } finally {
    from.close();
  }
}

/** Deletes what the destination has and the source has not; what the filter leaves out is not touched. */
async function deleteExtras(
  run: TransferWork,
  tree: TreeCopy,
  to: Folder,
  entries: Dirent[],
  kept: EntryFilter,
): Promise<void> {
  const names = new Set(entries.map(({ name }) => name));
  const present = on('destination', tree.destination, () => readdirSync(to.self, { withFileTypes: true }));
  for (const entry of present) {
    if (names.has(entry.name) || !kept(entry.name, entry.isDirectory() ? 'dir' : 'file')) continue;
    const path = childPath(tree.destination, entry.name);
    if (entry.isDirectory()) await removeExtra(run, to, entry.name, path);
    else on('destination', path, () => rmSync(to.at(entry.name), { force: true }));
    const pause = run.checkpoint();
    if (pause) await pause;
  }
}

async function removeExtra(run: TransferWork, to: Folder, name: string, path: string): Promise<void> {
  try {
    await removeTree(to, name, () => run.checkpoint());
  } catch (error) {
    throw faultOf(error, 'destination', path);
  }
}
