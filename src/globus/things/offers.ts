import type { Adapters } from '../../services/index.js';
import { isUuid } from '../../uuid.js';
import { placeWord } from '../places/grammar.js';
import { bookmarkedPlaces, type Connect, foundCollections, most, sources } from './sources.js';
import { isNameable, type OwnedKind, type Thing, type ThingKind } from './thing.js';
import { ownedThings, type Owners } from './owned.js';

/** What a person may choose among: for what was typed so far, or for nothing yet. */
export type Offers = (term: string | undefined) => Promise<readonly Thing[]>;

/**
 * Things of a kind to choose among. What is there without a term is asked for at once, so that a login that is missing, or a service
 * that does not answer, is told before a question stands on the screen.
 */
export async function offersOf(kind: ThingKind, connect: Connect, owner?: () => Promise<Owner>): Promise<Offers> {
  if (kind === 'collection') return collections(await connect('transfer'));
  const all = await thingsOf(kind, connect, owner);
  const search = Object.hasOwn(sources, kind) ? sources[kind as keyof typeof sources].search : undefined;
  return async (term) => {
    if (term === undefined) return all;
    const near = all.filter((each) => isLike(each, term));
    if (!search || all.length < most) return near;
    const ids = new Set(near.map(({ id }) => id));
    return [...near, ...(await search(connect, term)).filter(({ id }) => !ids.has(id))];
  };
}

/** What things belong to, by its id, and how its service is reached. */
export interface Owner extends Owners {
  readonly id: string;
}

/** All things of a kind; `owner` is asked for those that belong to another thing. */
export async function thingsOf(
  kind: Exclude<ThingKind, 'collection'>,
  connect: Connect,
  owner?: () => Promise<Owner>,
): Promise<readonly Thing[]> {
  if (Object.hasOwn(sources, kind)) return sources[kind as keyof typeof sources].find(connect);
  if (!owner) throw new TypeError(`what the ${kind} belongs to is not said`);
  const { id, ...owners } = await owner();
  return ownedThings[kind as OwnedKind](id, connect, owners);
}

/** Bookmarks and collections used lately, else one's own; with a term, those of them that have it, and what the service finds. */
async function collections(transfer: Adapters['transfer']): Promise<Offers> {
  const used = await bookmarksAndRecent(transfer);
  // somebody new has used none, and would look at an empty list
  const known = used.length > 0 ? used : await ownCollections(transfer);
  return async (term) => {
    if (term === undefined) return known;
    const near = known.filter((each) => isLike(each, term));
    const ids = new Set(near.filter(({ path }) => path === undefined).map(({ id }) => id));
    return [...near, ...(await foundCollections(transfer, term)).filter(({ id }) => !ids.has(id))];
  };
}

/** Bookmarks, as `@NAME`, and collections used lately. */
async function bookmarksAndRecent(transfer: Adapters['transfer']): Promise<readonly Thing[]> {
  const [bookmarks, recent] = await Promise.all([bookmarkedPlaces(transfer), foundCollections(transfer)]);
  return [...bookmarks.map((each) => ({ ...each, name: `@${each.name}` })), ...recent];
}

/** Bookmarks, and the collections that one used lately, owns, or was given a part in. */
export async function knownCollections(transfer: Adapters['transfer']): Promise<readonly Thing[]> {
  return once(await Promise.all([bookmarksAndRecent(transfer), ownCollections(transfer)]));
}

/** The collections that one owns, or was given a part in. */
async function ownCollections(transfer: Adapters['transfer']): Promise<readonly Thing[]> {
  const scopes = ['my-endpoints', 'administered-by-me', 'shared-with-me'];
  return once(await Promise.all(scopes.map((scope) => foundCollections(transfer, undefined, scope))));
}
const once = (lists: readonly (readonly Thing[])[]): readonly Thing[] => [
  ...new Map(lists.flat().map((thing) => [`${thing.id} ${thing.name}`, thing])).values(),
];

const isLike = ({ id, name, detail = '' }: Thing, term: string) => {
  const folded = term.toLowerCase();
  return [id, name, detail].some((text) => text.toLowerCase().includes(folded));
};

/** Whether a term is no search, but an answer: an id, a bookmark, an address, or what has a path. */
export function isAnswer(term: string, withPath: boolean): boolean {
  if (isUuid(term)) return true;
  if (!withPath) return /^https:\/\//.test(term);
  try {
    const { collection, path } = placeWord(term, '');
    return collection.by !== 'name' || (path !== null && /^[/~]/.test(path));
  } catch {
    // not yet
    return false;
  }
}

/** How a thing that was chosen is written on a line: by name where that says which, else by id. */
export function written(thing: Thing, kind: ThingKind, offered: readonly Thing[]): string {
  const { name, id } = thing;
  const isOnly = offered.filter((each) => each.name.toLowerCase() === name.toLowerCase()).length === 1;
  return isOnly && isNameable(kind) && readsBack(name) ? name : id;
}

/** Whether a word, the name as it is or in quotes, is read as the name. */
export function readsBack(word: string, name = word): boolean {
  if (word.startsWith('-') || isUuid(word)) return false;
  try {
    const { collection, path } = placeWord(word, '');
    return (
      path === null &&
      (collection.by === 'name' || collection.by === 'bookmark') &&
      collection.name === name.replace(/^@/, '')
    );
  } catch {
    return false;
  }
}
