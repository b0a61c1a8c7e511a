import { dirname, join } from 'node:path';
import { slashed } from '../local-names.js';

/** What a pane shows: what there is to open, a folder of this machine, or one of a collection. */
export type PanePlace = StartPlace | LocalFolder | CollectionFolder;
/** Bookmarks, and collections that one knows. */
export interface StartPlace {
  readonly at: 'start';
  /** What to look for; without it, those that one uses. */
  readonly term?: string;
}
export interface LocalFolder {
  readonly at: 'local';
  /** Absolute. */
  readonly path: string;
}
export interface CollectionFolder {
  readonly at: 'collection';
  readonly id: string;
  /** As people call it. */
  readonly name: string;
  /** As it stands on a line: a name that is read back as this collection, or its id. */
  readonly word: string;
  /** Ends in `/`; undefined for where the collection begins, which it tells when it is listed. */
  readonly path: string | undefined;
}
/** A place that files can be in. */
export type FolderPlace = LocalFolder | CollectionFolder;

export const isFolderPlace = (place: PanePlace): place is FolderPlace => place.at !== 'start';

/** As it is told to people. */
export function placeTitle(place: PanePlace): string {
  if (place.at === 'start') return place.term === undefined ? 'Places' : `Places with “${place.term}”`;
  return place.at === 'local' ? place.path : `${place.name}:${place.path ?? ''}`;
}

/** A collection as a word of a line: for people, as they call it, and for what is run, by its id: names may mean something else by then. */
export type CollectionWording = (place: CollectionFolder) => string;
export const byWord: CollectionWording = ({ word }) => word;
export const byId: CollectionWording = ({ id }) => id;

/** The place, or what has this name in it, as a word of a line. */
export function placeWord(place: FolderPlace, name = '', wording = byWord): string {
  if (place.at === 'local') return name === '' ? place.path : join(place.path, name);
  return `${wording(place)}:${place.path ?? ''}${name}`;
}

/** The path of what has this name there. */
export const pathOf = (place: FolderPlace, name: string): string =>
  place.at === 'local' ? join(place.path, name) : `${place.path ?? ''}${name}`;

/** The folder of this name in a place. */
export const inside = (place: FolderPlace, name: string): FolderPlace =>
  place.at === 'local' ? { ...place, path: join(place.path, name) } : { ...place, path: `${place.path ?? ''}${name}/` };

/** The place above, and the name of what one comes from there; above all is what there is to open. */
export function placeAbove(place: PanePlace): { readonly place: PanePlace; readonly from: string } | undefined {
  if (place.at === 'start') return place.term === undefined ? undefined : { place: { at: 'start' }, from: thisMachine };
  if (place.at === 'local') {
    const path = dirname(place.path);
    return path === place.path
      ? { place: { at: 'start' }, from: thisMachine }
      : { place: { ...place, path }, from: lastName(place.path) };
  }
  const { path } = place;
  if (path === undefined || path === '/' || /^\/?~\/$/.test(path)) return { place: { at: 'start' }, from: place.name };
  return { place: { ...place, path: path.replace(/(?<![^/])[^/]*\/$/, '') }, from: lastName(path) };
}

export const isSamePlace = (one: PanePlace, other: PanePlace): boolean => placeKey(one) === placeKey(other);

const placeKey = (place: PanePlace) =>
  place.at === 'start'
    ? (place.term ?? '')
    : place.at === 'local'
      ? `/${place.path}`
      : `${place.id}:${place.path ?? ''}`;

export const thisMachine = 'This machine';

export const lastName = (path: string): string =>
  slashed(path)
    .replace(/(?<!\/)\/+$/, '')
    .replace(/^.*\//s, '');

/** Whether both are one folder. */
export const isTheSame = (one: FolderPlace, other: FolderPlace) =>
  one.at === 'local'
    ? other.at === 'local' && one.path === other.path
    : other.at === 'collection' && one.id === other.id && one.path === other.path;
