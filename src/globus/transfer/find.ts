import { nameMatcher } from './globs.js';
import { type FoundInTree } from './walk.js';
import { isHidByHome, isName, pathIn } from './paths.js';
import { momentOf } from '../../time.js';

/** `more` than so many bytes, `less`, or `exactly`. */
export interface SizeWanted {
  readonly than: 'more' | 'less' | 'exactly';
  readonly bytes: number;
}
export interface Wanted {
  /** Patterns for names, of which one is enough. */
  readonly names: readonly string[];
  readonly types: readonly ('file' | 'dir' | 'link')[];
  readonly newer?: Date | undefined;
  readonly older?: Date | undefined;
  /** All of these. Folders have no size that says anything, and fit none. */
  readonly sizes: readonly SizeWanted[];
}
export type FoundFile = Omit<FoundInTree, 'relative' | 'depth' | 'isLast'> & {
  /** On the collection. */
  readonly path: string;
};

const powers = ['', 'k', 'm', 'g', 't', 'p'];

/** `+10M`, `-4Ki`, `0`: more than, less than, exactly so many bytes; k, M, G, T are thousands, Ki, Mi, Gi, Ti 1,024s. Undefined for any other text. */
export function sizeWanted(text: string): SizeWanted | undefined {
  const [, sign = '', digits, unit = '', binary = ''] =
    /^([+-]?)(\d+(?:\.\d+)?)([kmgtp]?)(i?)b?$/i.exec(text.trim()) ?? [];
  if (digits === undefined || (binary && !unit)) return undefined;
  const bytes = Math.round(Number(digits) * (binary ? 1024 : 1000) ** powers.indexOf(unit.toLowerCase()));
  if (!Number.isSafeInteger(bytes)) return undefined;
  return { than: sign === '+' ? 'more' : sign === '-' ? 'less' : 'exactly', bytes };
}

const fitsSize = (size: number, { than, bytes }: SizeWanted) =>
  than === 'more' ? size > bytes : than === 'less' ? size < bytes : size === bytes;

/** Whether something found is wanted. */
function wantedBy({ names, types, newer, older, sizes }: Wanted): (entry: FoundInTree) => boolean {
  const matchers = names.map((name) => nameMatcher(name, true));
  return (entry) => {
    const type = entry.link_target ? 'link' : entry.type;
    if (matchers.length && !matchers.some((fits) => fits(entry.name))) return false;
    if (types.length && !types.some((each) => each === type)) return false;
    if (newer && !(momentOf(entry.last_modified) > newer.getTime())) return false;
    if (older && !(momentOf(entry.last_modified) < older.getTime())) return false;
    return !sizes.length || (type === 'file' && sizes.every((size) => fitsSize(entry.size, size)));
  };
}

/** What of a tree is wanted, as it is found, with its path on the collection. What no path leads to is told to `onHidden`, and left out. */
export async function* findIn(
  start: string,
  rows: AsyncIterable<FoundInTree>,
  wanted: Wanted,
  onHidden: (path: string) => void,
): AsyncGenerator<FoundFile> {
  const isWanted = wantedBy(wanted);
  for await (const row of rows) {
    if (!isWanted(row)) continue;
    const { relative, depth: _depth, isLast: _isLast, ...entry } = row;
    const path = pathIn(start, relative);
    // whoever takes the list would take the home folder for it
    if (isHidByHome(start, relative)) onHidden(path);
    else yield { ...entry, path };
  }
}

/** What was found as places that any line takes: the id of the collection, and the path. */
export async function* placesOf(endpoint: string, found: AsyncIterable<FoundFile>): AsyncGenerator<string> {
  // what has no name of a file is printed, and never worked with: it may lead anywhere
  for await (const { path, name } of found) if (isName(name)) yield `${endpoint}:${path}`;
}
