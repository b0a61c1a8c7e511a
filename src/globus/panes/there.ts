import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { PaneEntry } from './folder.js';
import { type FolderPlace, isTheSame, type PanePlace, isFolderPlace } from './place.js';

/**
 * Which of these have a name that is taken where they go: by what this disk has now, or by what a pane shows of a collection. Nothing
 * where no pane shows it, and where a work on this disk refuses to replace anything.
 */
export function alreadyThere(
  entries: readonly PaneEntry[],
  from: FolderPlace,
  to: FolderPlace,
  shown: readonly { readonly place: PanePlace; readonly entries: readonly PaneEntry[] }[],
): readonly PaneEntry[] {
  if (to.at === 'local') {
    if (from.at === 'local') return [];
    return entries.filter(({ name }) => lstatSync(join(to.path, name), { throwIfNoEntry: false }));
  }
  const pane = shown.find(({ place }) => isFolderPlace(place) && isTheSame(place, to));
  const names = new Set(pane?.entries.map(({ name }) => name));
  return entries.filter(({ name }) => names.has(name));
}

/** Whether what is there is not known yet: the pane that shows where they go is still being read. */
export const isStillRead = (
  to: FolderPlace,
  shown: readonly { readonly place: PanePlace; readonly isReading: boolean }[],
): boolean =>
  to.at !== 'local' && shown.some(({ place, isReading }) => isReading && isFolderPlace(place) && isTheSame(place, to));
