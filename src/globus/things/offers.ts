import type { Adapters } from '../../services/index.js';
import { isUuid } from '../../uuid.js';
import { placeWord, readsBack } from '../places/grammar.js';
import { most } from './listings.js';
import { ownScopes } from './collections-named.js';
import { bookmarkedPlaces, type Connect, foundCollections, sources } from './sources.js';
import { isNameable, isWanted, type Only, type OwnedKind, type Thing, type ThingKind } from './thing.js';
import { ownedThings, type Owners } from './owned.js';

/** What a person may choose among: for what was typed so far, or for nothing yet. */
export type Offers = (term: string | undefined) => Promise<readonly Thing[]>;

/** As many as are looked through for a term, where a service searches for none. */
const furthest = 5_000;
/** As many hits as are enough: nobody reads more, and types on. */
const enough = 30;

/**
 * Things of a kind to choose among. What is there without a term is asked for at once, so that a login that is missing, or a service
 * that does not answer, is told before a question stands on the screen.
 */
export async function offersOf(
  kind: ThingKind,
  connect: Connect,
  { owner, only }: { readonly owner?: (() => Promise<Owner>) | undefined; readonly only?: Only | undefined } = {},
): Promise<Offers> {
  if (kind === 'collection') return collections(await connect('transfer'), only);
  const { search, all: pages } = sourceOf(kind) ?? {};
  if (pages) {
    const find = asFarAsWanted(await pages(connect));
    const first = await find((each) => isWanted(each, only), most);
    return async (term) =>
      term === undefined ? first : find((each) => isWanted(each, only) && isLike(each, term), enough);
  }
  const all = await thingsOf(kind, connect, owner);
  const wanted = all.filter((each) => isWanted(each, only));
  return async (term) => {
    if (term === undefined) return wanted;
    const near = wanted.filter((each) => isLike(each, term));
    if (!search || all.length < most) return near;
    const ids = new Set(near.map(({ id }) => id));
    return [...near, ...(await search(connect, term)).filter((each) => !ids.has(each.id) && isWanted(each, only))];
  };
}

const sourceOf = (kind: ThingKind) =>
  Object.hasOwn(sources, kind) ? sources[kind as keyof typeof sources] : undefined;

/** Finds those that fit, in a list that is asked for page by page, and no further than it takes. */
function asFarAsWanted(things: AsyncIterable<Thing>) {
  const seen: Thing[] = [];
  const rest = things[Symbol.asyncIterator]();
  let isAll = false;
  const next = async () => {
    const row = await rest.next();
    isAll = row.done === true || seen.push(row.value) >= furthest;
  };
  // somebody types on while the last term is looked for: one asks at a time
  let turn: Promise<unknown> = Promise.resolve();
  return (fits: (thing: Thing) => boolean, wanted: number): Promise<readonly Thing[]> => {
    const found = turn.then(async () => {
      const near: Thing[] = [];
      for (let i = 0; near.length < wanted; i++) {
        if (i === seen.length && !isAll) await next();
        const thing = seen[i];
        if (!thing) break;
        if (fits(thing)) near.push(thing);
      }
      return near;
    });
    turn = found.catch(() => undefined);
    return found;
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
  const source = sourceOf(kind);
  if (source) return source.find(connect);
  if (!owner) throw new TypeError(`what the ${kind} belongs to is not said`);
  const { id, ...owners } = await owner();
  return ownedThings[kind as OwnedKind](id, connect, owners);
}

/** Bookmarks and collections used lately, then one's own; with a term, those of them that have it, and what the service finds. */
async function collections(transfer: Adapters['transfer'], only: Only | undefined): Promise<Offers> {
  const wanted = (things: readonly Thing[]) => {
    const fitting = things.filter((each) => isWanted(each, only));
    // rules are made by those who have a role
    return only === 'guests' ? fitting.sort((a, b) => Number(mayHaveRole(b)) - Number(mayHaveRole(a))) : fitting;
  };
  const known = wanted(await knownCollections(transfer));
  return async (term) => {
    if (term === undefined) return known;
    const near = known.filter((each) => isLike(each, term));
    const ids = new Set(near.filter(({ path }) => path === undefined).map(({ id }) => id));
    return [...near, ...wanted(await foundCollections(transfer, term)).filter(({ id }) => !ids.has(id))];
  };
}

/** What a bookmark leads to is not known. */
const mayHaveRole = ({ isMine = false, path }: Thing) => isMine || path !== undefined;

/** Bookmarks, as `@NAME`, and collections used lately. */
async function bookmarksAndRecent(transfer: Adapters['transfer']): Promise<readonly Thing[]> {
  const [bookmarks, recent] = await Promise.all([bookmarkedPlaces(transfer), foundCollections(transfer)]);
  return [...bookmarks.map((each) => ({ ...each, name: `@${each.name}` })), ...recent];
}

/** Bookmarks, and the collections that one used lately, owns, or was given a part in. */
export async function knownCollections(transfer: Adapters['transfer']): Promise<readonly Thing[]> {
  const known = once(await Promise.all([bookmarksAndRecent(transfer), ownCollections(transfer)]));
  const names = new Map(known.flatMap(({ id, name, path }) => (path === undefined ? [[id, name] as const] : [])));
  // a bookmark says which collection it is of, where that is among the others
  return known.map(({ detail, ...each }) => ({ ...each, detail: detailWith(names, { detail, ...each }) }));
}
const detailWith = (names: ReadonlyMap<string, string>, { id, path, detail }: Thing) =>
  path === undefined || !names.has(id) ? detail : `${names.get(id) ?? ''}:${path}`;

/** The collections that one owns, or was given a part in. */
async function ownCollections(transfer: Adapters['transfer']): Promise<readonly Thing[]> {
  return once(await Promise.all(ownScopes.map((scope) => foundCollections(transfer, undefined, scope))));
}
const once = (lists: readonly (readonly Thing[])[]): readonly Thing[] => [
  ...new Map(lists.flat().map((thing) => [`${thing.id} ${thing.name}`, thing])).values(),
];

/** Who types the name of a collection means that, and no bookmark of it: of a bookmark, its path is looked at. */
const isLike = ({ id, name, path, detail = '', state = '', about = '' }: Thing, term: string) => {
  const folded = term.toLowerCase();
  return [id, name, path ?? detail, state, about].some((text) => text.toLowerCase().includes(folded));
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
  const isNamed = (like: string) => (each: Thing) => each.name.toLowerCase() === like.toLowerCase();
  // a name without @ is that of a bookmark first, and eight digits are the beginning of an id
  const isOnly = offered.filter(isNamed(name)).length === 1 && !offered.some(isNamed(`@${name}`));
  return isOnly && isNameable(kind) && readsBack(name) && !/^[0-9a-f]{8}$/i.test(name) ? name : id;
}
