import type { Entry } from './entries.js';
import { localEntry } from './entries.js';
import { folderOf } from './folders.js';
import { PathIndex } from './path-index.js';
import { below, entryAt, type Written } from './place.js';
import type { LookUpThere } from './plan.js';
import { entriesBelow, type SourceTools } from './sources.js';

/** What the destination has: looked at one by one on this machine and for a few files, else listed once when it is first asked for. */
export function thereOf(
  destination: Written['place'],
  there: Entry | undefined,
  isSmall: boolean,
  tools: SourceTools,
): LookUpThere {
  const isIn = (relative: string) => relative !== '' && there?.type === 'dir';
  if (destination.at === 'local')
    return (relative) =>
      isIn(relative) ? localEntry(destination.path, relative) : relative === '' ? there : undefined;
  if (isSmall)
    return async (relative) =>
      isIn(relative) ? entryAt(below(destination, relative), tools.transfer) : relative === '' ? there : undefined;
  let listed: Promise<PathIndex<Entry>> | undefined;
  const links = new Set<string>();
  const list = async () => {
    const known = new PathIndex<Entry>();
    for await (const entry of entriesBelow(destination, tools)) {
      known.add(entry);
      if (entry.type === 'link') links.add(entry.relative);
    }
    return known;
  };
  // what is copied goes through them, and a list does not
  const isByLink = (relative: string) => {
    for (let at = relative; links.size && at; at = folderOf(at)) if (links.has(at)) return true;
    return false;
  };
  return async (relative) => {
    if (!isIn(relative)) return relative === '' ? there : undefined;
    const known = await (listed ??= list());
    return isByLink(relative) ? entryAt(below(destination, relative), tools.transfer) : known.get(relative);
  };
}
