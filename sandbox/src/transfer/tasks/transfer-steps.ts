import { lstatSync } from 'node:fs';
import { mayAccess } from '../permissions.js';
import type { Endpoint } from '../state.js';
import type { Jail } from '../storage/jail.js';
import { splitPath } from '../storage/virtual-path.js';
import { directoryStep } from './copy-tree.js';
import { copyLink, countFile, fileStep, sidesOf, type Sides } from './file-steps.js';
import { on, TaskFault } from './task-fault.js';
import type { TaskItem } from './task-folder.js';
import type { TransferWork } from './transfer-work.js';
import type { Step, Subject } from './work.js';

/** The first steps of a transfer: one for each of its items. */
export function transferSteps(run: TransferWork): Step[] {
  return run.folder.readItems().map((item) => {
    const destination = item.destination ?? '';
    return { source: item.source, destination, kind: 'item', item, run: () => beginItem(run, item, destination) };
  });
}

async function beginItem(run: TransferWork, item: TaskItem, destination: string): Promise<void> {
  const { source } = item;
  requirePermission(run, 'source', run.source, source, 'r');
  requirePermission(run, 'destination', run.destination as Endpoint, destination, 'w');
  await run.meet('source', run.source, source);
  await run.meet('destination', run.destination as Endpoint, destination);
  const sides = sidesOf(run);
  if (item.link) {
    copyLinkItem(run, sides, item, destination);
    return;
  }
  const found = on('source', source, () => lookUp(sides.source, source));
  if (found.directory) {
    if (item.recursive === false)
      throw new TaskFault(
        'IS_A_DIRECTORY',
        'source',
        source,
        `a directory, and the item is not recursive: ${source}`,
        true,
      );
    // Passing over it would look like a checksum that was right.
    if (item.checksum !== undefined)
      throw new TaskFault(
        'IS_A_DIRECTORY',
        'source',
        source,
        `a directory, and the item has an external_checksum, which is for files only: ${source}`,
        true,
      );
    run.push(directoryStep(run, { item, source: found.path, destination, shown: source, above: [] }));
    return;
  }
  if (item.recursive === true)
    throw new TaskFault(
      'NOT_A_DIRECTORY',
      'source',
      source,
      `not a directory, and the item is recursive: ${source}`,
      true,
    );
  const step = fileStep(run, item, found.path, destination, source);
  countFile(run);
  run.push(step);
}

function copyLinkItem(run: TransferWork, sides: Sides, item: TaskItem, destination: string): void {
  const { folder: fromPath, name } = splitPath(item.source);
  const { folder: toPath, name: newName } = splitPath(destination);
  const from = on('source', item.source, () => sides.source.folder(fromPath));
  try {
    const to = on('destination', destination, () => sides.destination.make(toPath));
    try {
      copyLink(run, from, name, to, newName, { source: item.source, destination });
    } finally {
      to.close();
    }
  } finally {
    from.close();
  }
}

/** What an item is; a symlink is what it leads to. */
function lookUp(jail: Jail, path: string): { directory: boolean; path: string } {
  if (path === '/') return { directory: true, path };
  return jail.within(path, (folder, name) => {
    const stats = lstatSync(folder.at(name));
    if (!stats.isSymbolicLink()) return { directory: stats.isDirectory(), path };
    const target = jail.follow(folder, name);
    // Which of both is not said: whether there is something outside is nobody's business.
    if (!target)
      throw new TaskFault('FILE_NOT_FOUND', 'source', path, `the link is broken or leads where it must not: ${path}`);
    return { directory: target.stats.isDirectory(), path: target.path };
  });
}

function requirePermission(
  run: Subject,
  side: 'source' | 'destination',
  endpoint: Endpoint,
  path: string,
  mode: 'r' | 'w',
): void {
  if (!mayAccess(run.world, endpoint, run.owner, path, mode)) {
    throw new TaskFault(
      'PERMISSION_DENIED',
      side,
      path,
      `no ${mode === 'r' ? 'read' : 'write'} permission on ${path} of ${endpoint.display_name}`,
    );
  }
}
