import { lstat, mkdtemp, readdir, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../../new-folder.js';
import { type Entry, localEntry } from './entries.js';
import { type Blindness, type Fold, foldOf } from './names.js';
import { PathIndex } from './path-index.js';
import type { Place } from './place.js';
import type { LookUpThere } from './plan.js';

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

const otherForm = (name: string) => (name === name.normalize('NFC') ? name.normalize('NFD') : name.normalize('NFC'));
/** Of letters that have one: others (as the sharp s) are written with two. */
const otherCase = (name: string) =>
  name.replace(/[a-z]+|[A-Z]+/g, (some) => (some < 'a' ? some.toLowerCase() : some.toUpperCase()));

/** What the disk of a folder takes for the same, tried with a name of ours; the folder is made where it is missing. */
export async function foldWhereWritten(folder: string): Promise<Fold | undefined> {
  makeFolder(folder);
  const probe = await mkdtemp(join(folder, '.globus-CASE-\u00e9-')).catch(() => undefined);
  if (probe === undefined) return undefined;
  try {
    const beside = (name: string) => exists(join(dirname(probe), name));
    const name = basename(probe);
    return foldOf({ capitals: await beside(otherCase(name)), forms: await beside(otherForm(name)) });
  } finally {
    await rmdir(probe);
  }
}

/** What the destination of a comparison has. */
export interface Known {
  readonly known: PathIndex<Entry>;
  readonly lookUp: LookUpThere;
}

/**
 * Entries by their paths. On a disk of this machine that takes some names for the same, a path finds the entry that is the same there,
 * whatever its spelling: it is neither new nor extra. Nothing is written to find that out.
 */
export async function knownOf(place: Place, entries: AsyncIterable<Entry>): Promise<Known> {
  const known = new PathIndex<Entry>();
  const telling: Partial<Record<keyof Blindness, string>> = {};
  for await (const entry of entries) {
    known.add(entry);
    if (place.at === 'local') keepTelling(entry.relative, telling);
  }
  if (place.at !== 'local') return { known, lookUp: (path) => known.get(path) };
  const fold = foldOf({
    capitals: await isAlsoCalled(place.path, telling.capitals, otherCase),
    forms: await isAlsoCalled(place.path, telling.forms, otherForm),
  });
  if (!fold) return { known, lookUp: (path) => known.get(path) };
  const folded = new PathIndex<Entry>(fold);
  for (const entry of known.marked(0, false)) folded.add(entry);
  const lookUp: LookUpThere = (path) => {
    const found = folded.get(path);
    // whether it is the same in another spelling, the disk knows best
    return !found || found.relative === path ? found : localEntry(place.path, path);
  };
  return { known: folded, lookUp };
}

/** Keeps the first path whose last name can be written otherwise. */
function keepTelling(relative: string, telling: Partial<Record<keyof Blindness, string>>): void {
  const name = basename(relative);
  if (telling.capitals === undefined && otherCase(name) !== name) telling.capitals = relative;
  if (telling.forms === undefined && otherForm(name) !== name) telling.forms = relative;
}

/** Whether something is found by another name, too, which its folder does not list. */
async function isAlsoCalled(root: string, path: string | undefined, other: (name: string) => string): Promise<boolean> {
  if (path === undefined) return false;
  const at = join(root, path);
  const name = other(basename(at));
  if (!(await exists(join(dirname(at), name)))) return false;
  return !(await readdir(dirname(at))).includes(name);
}
