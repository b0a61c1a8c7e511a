import { type Row, shownPath } from './copying.js';
import type { Entry } from './entries.js';
import { NewFolders } from './new-folders.js';
import type { Written } from './place.js';
import type { Action, Sign } from './plan.js';

/** What is planned, a row each; folders come with what is in them. */
export async function* plannedRows(actions: AsyncIterable<Action>, destination: Written['place']): AsyncGenerator<Row> {
  const folders = new NewFolders();
  let isBare = true;
  for await (const { sign, entry } of folders.seenIn(actions)) {
    if (entry.type === 'dir' && sign !== '-') continue;
    isBare = false;
    const path = shownPath(entry.relative, destination);
    yield { action: plannedSign(sign, entry, destination), path, type: entry.type, bytes: entry.size };
  }
  if (isBare) yield* folderRows(folders, destination);
}

export function* folderRows(folders: NewFolders<Entry>, destination: Written['place']): Generator<Row> {
  for (const { relative } of folders.values())
    yield { action: '+', path: shownPath(relative, destination), type: 'dir', bytes: 0 };
}

/** The sign of what is planned: links cannot be made on a collection. */
export const plannedSign = (sign: Sign, { type }: Entry, destination: Written['place']): Row['action'] =>
  type === 'link' && sign !== '=' && sign !== '-' && destination.at === 'collection' ? '!' : sign;
