import type { PaneBatch, PaneEntry, Trouble } from '../globus/panes/folder.js';
import { isFolderPlace, type PanePlace } from '../globus/panes/place.js';

export type SortBy = 'name' | 'size' | 'date';
/** One of the two panes. */
export interface PaneState {
  readonly place: PanePlace;
  /** All that has come, as it came. */
  readonly entries: readonly PaneEntry[];
  /** What is shown: filtered and sorted. */
  readonly rows: readonly Row[];
  /** How many entries `rows` was made of: it is made anew once there are twice as many, or all. */
  readonly settled: number;
  readonly cursor: number;
  /** The row at the top. */
  readonly top: number;
  readonly marks: ReadonlySet<string>;
  readonly filter: string;
  readonly sort: SortBy;
  readonly isReversed: boolean;
  readonly showsHidden: boolean;
  readonly isReading: boolean;
  readonly trouble: Trouble | undefined;
  /** The name that the cursor goes to once it is there. */
  readonly seek: string | undefined;
}
/** An entry, or the way up. */
export type Row = PaneEntry & { readonly isUp?: true };

export const newPane = (place: PanePlace): PaneState => ({
  place,
  entries: [],
  rows: [],
  settled: 0,
  cursor: 0,
  top: 0,
  marks: new Set(),
  filter: '',
  sort: 'name',
  isReversed: false,
  showsHidden: false,
  isReading: true,
  trouble: undefined,
  seek: undefined,
});

/** The pane as it begins to read a place, again or anew. What is shown of the same place stays until the first of it comes. */
export function opening(pane: PaneState, place: PanePlace, seek?: string, isAgain = false): PaneState {
  const base = isAgain ? pane : { ...newPane(place), sort: pane.sort, isReversed: pane.isReversed };
  return { ...base, place, showsHidden: pane.showsHidden, isReading: true, trouble: undefined, seek };
}

/** The pane once more of it came; `isFirst` is the first since it was opened. */
export function received(pane: PaneState, { place, entries }: PaneBatch, isFirst: boolean, height: number): PaneState {
  const all = isFirst ? entries : [...pane.entries, ...entries];
  const next = { ...pane, place, entries: all };
  return !isFirst && all.length < next.settled * 2 ? next : arranged(next, height);
}

/** The pane once all of it came. */
export function finished(pane: PaneState, height: number): PaneState {
  const names = new Set(pane.entries.map(({ name }) => name));
  const marks = new Set([...pane.marks].filter((name) => names.has(name)));
  return { ...arranged({ ...pane, marks, isReading: false }, height), seek: undefined };
}

const up: Row = { name: '..', type: 'dir', size: undefined, modified: undefined, isUp: true };

/** Filters and sorts anew; the cursor stays on its name, or goes to the one that is sought. */
export function arranged(pane: PaneState, height: number): PaneState {
  const folded = pane.filter.toLowerCase();
  const under = pane.rows[pane.cursor];
  // from the way up, a filter goes to the first that it finds
  const wanted = pane.seek ?? (under?.isUp && folded !== '' ? undefined : under?.name);
  const isShown = ({ name }: PaneEntry) =>
    (pane.showsHidden || !name.startsWith('.')) && (folded === '' || name.toLowerCase().includes(folded));
  const found = pane.entries.filter(isShown);
  // the list of places has an order of its own
  if (isFolderPlace(pane.place)) found.sort(order(pane));
  const rows = isFolderPlace(pane.place) ? [up, ...found] : found;
  const at = wanted === undefined ? -1 : rows.findIndex(({ name }) => name === wanted);
  const other =
    folded !== '' && rows.length > 1 && isFolderPlace(pane.place) ? 1 : Math.min(pane.cursor, rows.length - 1);
  return moved({ ...pane, rows, settled: pane.entries.length }, at === -1 ? other : at, height);
}

function order({ sort, isReversed }: PaneState): (a: PaneEntry, b: PaneEntry) => number {
  const direction = isReversed ? -1 : 1;
  const value = ({ size, modified }: PaneEntry) => (sort === 'size' ? (size ?? -1) : (modified ?? 0));
  const byName = (a: PaneEntry, b: PaneEntry) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  return (a, b) => {
    const folders = Number(b.type === 'dir') - Number(a.type === 'dir');
    if (folders) return folders;
    // the largest and the newest are what one looks for
    const difference = sort === 'name' ? 0 : value(b) - value(a);
    return (difference || byName(a, b)) * direction;
  };
}

/** The cursor at a row, which is scrolled to. */
export function moved(pane: PaneState, to: number, height: number): PaneState {
  const cursor = Math.max(0, Math.min(to, pane.rows.length - 1));
  const last = Math.max(0, pane.rows.length - height);
  const top = Math.max(Math.min(pane.top, cursor, last), cursor - height + 1, 0);
  return { ...pane, cursor, top };
}

/** The row under the cursor. */
export const current = (pane: PaneState): Row | undefined => pane.rows[pane.cursor];

/** What an action is for: what is marked, else what the cursor is on. */
export function chosen(pane: PaneState): readonly PaneEntry[] {
  if (pane.marks.size) return pane.entries.filter(({ name }) => pane.marks.has(name));
  const row = current(pane);
  return row && !row.isUp ? [row] : [];
}

/** Marks or unmarks the row under the cursor, and goes on to the next. */
export function marked(pane: PaneState, height: number): PaneState {
  const row = current(pane);
  const marks = new Set(pane.marks);
  if (row && !row.isUp && !marks.delete(row.name)) marks.add(row.name);
  return moved({ ...pane, marks }, pane.cursor + 1, height);
}

/** Marks of what is shown what was not, and the other way round. */
export function inverted(pane: PaneState): PaneState {
  const marks = new Set(pane.marks);
  for (const { name, isUp } of pane.rows) if (!isUp && !marks.delete(name)) marks.add(name);
  return { ...pane, marks };
}
