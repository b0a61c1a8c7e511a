import type { Entry } from './entries.js';
import { mark, type PathIndex } from './path-index.js';

/** When a file that is there counts as the same. */
export type SyncLevel = 'exists' | 'size' | 'mtime' | 'checksum';
/** `+` new, `~` changed, `-` extra at the destination, `=` the same. */
export type Sign = '+' | '~' | '-' | '=';

export interface Action<T extends Entry = Entry> {
  readonly sign: Sign;
  readonly entry: T;
}
/** What compares two files by what is in them. */
export type SameContent<T extends Entry> = (source: T, destination: Entry) => Promise<boolean>;

/** What two sides are compared by: the date as it is, or as a copy may have it; with `newer`, what is newer at the destination stays, whatever its size. */
export type Level = SyncLevel | 'time' | 'newer';

const isNewer = (one: Entry, other: Entry): boolean => (seconds(one) ?? 0) > (seconds(other) ?? Infinity);
const seconds = ({ modified }: Entry) => (modified === undefined ? undefined : Math.floor(modified / 1000));

/** Whether a file at the destination counts as the same. A date there that is later is no difference: copies are made after what they are of. */
export async function isSame<T extends Entry>(
  source: T,
  destination: Entry,
  level: Level,
  sameContent: SameContent<T>,
): Promise<boolean> {
  // an editor may have put a file in the place of a link
  const isFolder = source.type === 'dir' || destination.type === 'dir';
  if (level === 'newer' && !isFolder && isNewer(destination, source)) return true;
  if (source.type !== destination.type) return false;
  if (source.type === 'dir' || level === 'exists') return true;
  if (source.type === 'link') return source.target === destination.target;
  if (source.size !== destination.size) return false;
  if (level === 'size') return true;
  if (level === 'time') return seconds(source) === seconds(destination);
  if (level === 'checksum') return sameContent(source, destination);
  const [there, here] = [seconds(source), seconds(destination)];
  return there === undefined || here === undefined || there <= here;
}

/** How what is there is compared with what is to come; without a level everything is copied. */
export interface Comparing<T extends Entry> {
  readonly level: Level | undefined;
  readonly sameContent: SameContent<T>;
}
/** What the destination has at a path. */
export type LookUpThere = (relative: string) => Entry | undefined | Promise<Entry | undefined>;

/** What copying does with each entry of the source. */
export async function* planOf<T extends Entry>(
  source: AsyncIterable<T>,
  there: LookUpThere,
  { level, sameContent }: Comparing<T>,
): AsyncGenerator<Action<T>> {
  for await (const entry of source) {
    const found = await there(entry.relative);
    if (!found) yield { sign: '+', entry };
    else if (level === undefined && entry.type !== 'dir') yield { sign: '~', entry };
    else yield { sign: (await isSame(entry, found, level ?? 'exists', sameContent)) ? '=' : '~', entry };
  }
}

/** The same where nothing is looked at: all of it is copied. */
export const planOfAll = <T extends Entry>(source: AsyncIterable<T>): AsyncGenerator<Action<T>> =>
  planOf(source, () => undefined, { level: undefined, sameContent: () => Promise.resolve(false) });

/** How many of each. */
export interface PlanCount {
  new: number;
  changed: number;
  extra: number;
  same: number;
}
const keys = { '+': 'new', '~': 'changed', '-': 'extra', '=': 'same' } as const;

export const noCount = (): PlanCount => ({ new: 0, changed: 0, extra: 0, same: 0 });

/** Folders are made as they are needed: of new ones only those with nothing in them count, which `NewFolders` knows. */
export function counted(count: PlanCount, sign: Sign, { type }: Pick<Entry, 'type'>): void {
  if (type !== 'dir' || sign === '-') count[keys[sign]] += 1;
}

type Known = PathIndex<Entry>;

const above = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Notes which folders hold something that stays: they stay, too. */
function markHolding(known: Known, takes: (entry: Entry) => boolean): void {
  const stays = ({ relative }: Entry) => {
    for (let at = above(relative); at && !known.hasMark(at, mark.holding); at = above(at))
      known.setMark(at, mark.holding);
  };
  for (const entry of known.marked(mark.seen, true)) stays(entry);
  for (const entry of known.marked(mark.seen, false)) if (!takes(entry)) stays(entry);
}

/** What only the destination has, folders before what is in them; what is left out of the copy is left alone there, too, and so are the folders that hold it. */
export function* extrasOf(known: Known, takes: (entry: Entry) => boolean, order?: 'backwards'): Generator<Entry> {
  markHolding(known, takes);
  for (const entry of known.marked(mark.seen, false, order))
    if (takes(entry) && !(entry.type === 'dir' && known.hasMark(entry.relative, mark.holding))) yield entry;
}

/** Of extras, those whose deletion takes all of them: a folder for what is in it. */
export function* wholeExtras(known: Known, takes: (entry: Entry) => boolean): Generator<Entry> {
  for (const entry of extrasOf(known, takes)) {
    const { relative, type } = entry;
    if (type === 'dir') known.setMark(relative, mark.gone);
    if (!known.hasMark(above(relative), mark.gone)) yield entry;
  }
}

export const planWords = ({ new: added, changed, extra, same }: PlanCount): string =>
  `${added} new, ${changed} changed, ${extra} extra, ${same} the same`;
