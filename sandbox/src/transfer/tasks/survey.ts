import { readdirSync } from 'node:fs';
import { Breather } from '../../breather.js';
import type { Jail } from '../storage/jail.js';
import { childPath } from '../storage/virtual-path.js';
import { entryFilter, type EntryFilter } from './entry-filter.js';
import { sidesOf } from './file-steps.js';
import type { Work } from './work.js';

/**
 * Counts, while a transfer copies, the files that it will find, as the service does: whoever watches the task then learns what
 * share is done. Nothing is said where links are followed, since the count would take as long as the copy.
 */
export function lookAhead(run: Work): void {
  if (run.task.type !== 'TRANSFER' || run.task.options.recursive_symlinks === 'copy') return;
  // it fails only where the task is to stop, or as the copy itself does, which says so
  survey(run).then(
    (files) => (run.task.files_ahead = files),
    () => undefined,
  );
}

async function survey(run: Work): Promise<number> {
  const { source } = sidesOf(run);
  const kept = entryFilter(run.task.options.filter_rules);
  const breather = new Breather();
  let files = 0;
  const folders: string[] = [];
  const look = (path: string): boolean => {
    const found = entriesIn(source, path, kept);
    files += found?.files ?? 0;
    for (const name of found?.folders ?? []) folders.push(childPath(path, name));
    return found !== undefined;
  };
  for (const { source: path, recursive } of run.folder.readItems()) {
    if (recursive === true) folders.push(path);
    // an item that does not say what it is, is a file where it is no folder
    else if (recursive === false || !look(path)) files += 1;
  }
  for (let path = folders.pop(); path !== undefined; path = folders.pop()) {
    run.stillWanted();
    look(path);
    const pause = breather.breathe();
    if (pause) await pause;
  }
  return files;
}

/** What stands in a folder; undefined where it is none, or cannot be read. */
function entriesIn(jail: Jail, path: string, kept: EntryFilter): { files: number; folders: string[] } | undefined {
  const found = { files: 0, folders: [] as string[] };
  try {
    const folder = jail.open(path);
    try {
      for (const entry of readdirSync(folder.self, { withFileTypes: true })) {
        if (entry.isDirectory()) {
          if (kept(entry.name, 'dir')) found.folders.push(entry.name);
        } else if (entry.isFile() && kept(entry.name, 'file')) found.files += 1;
      }
    } finally {
      folder.close();
    }
  } catch {
    return undefined;
  }
  return found;
}
