import { UsageError } from '../../errors.js';
import { below, type CollectionWord, collectionOnly, placeWord } from '../places/grammar.js';
import { collectionsNamed } from './collections-named.js';
import { findByName, type NameTools, type Wanted } from './find.js';
import { knownCollections, type Owner } from './offers.js';
import { ownedThings } from './owned.js';
import { bookmarkedPlaces, type Connect, foundCollections, sources } from './sources.js';
import { type Found, isFolder, type NameableKind, type NamedOwnedKind, type Thing, wellNamed } from './thing.js';
import { wordsOf } from './near.js';

/** What lookups need from the outside. */
export interface LookupTools extends NameTools {
  readonly connect: Connect;
  /** The id of the collection whose HTTPS server this is; undefined where it does not say. */
  readonly collectionAt: (origin: string) => Promise<string | undefined>;
  /** The Globus Connect Personal of this machine, and a local path as it names it. */
  readonly here: (path: string) => Promise<{ readonly id: string; readonly path: string } | undefined>;
}

/** The newest task or run of one's own. */
const last = '@last';

/** A thing that is given by name. Throws UsageError where it is none, or several. */
export async function lookUpThing(
  kind: Exclude<NameableKind, 'collection'>,
  text: string,
  parameter: string,
  tools: LookupTools,
): Promise<Found> {
  const { find, own, newestWins } = sources[kind];
  if (newestWins && text === last) {
    const [newest] = await own(tools.connect);
    if (newest) return { id: newest.id, path: null };
    throw new UsageError(`Invalid value for ${parameter}: you have no ${kind} yet, so '${last}' names nothing.`);
  }
  const found = await findByName({ kind, name: text, parameter }, tools, async () => ({
    things: await find(tools.connect, text),
    newestWins,
    used: () => find(tools.connect),
  }));
  return { id: found.id, path: null };
}

/** A thing that is given by name among those of what it belongs to: asked for each time, since the name says nothing elsewhere. */
export async function lookUpOwned(
  wanted: Wanted & { readonly kind: NamedOwnedKind },
  { id, ...owners }: Owner,
  tools: LookupTools,
): Promise<Found> {
  const things = wellNamed(await ownedThings[wanted.kind](id, tools.connect, owners));
  const unkept = { ...tools, remembered: () => undefined, remember: () => undefined };
  const found = await findByName(wanted, unkept, () =>
    Promise.resolve({ things, newestWins: false, used: () => Promise.resolve(things) }),
  );
  return { id: found.id, path: null };
}

/** A collection (or endpoint) that is given without a path. */
export async function lookUpCollection(text: string, parameter: string, tools: LookupTools): Promise<Found> {
  const { id } = await collection(collectionOnly(text, parameter), text, parameter, wholeOnly(tools));
  return { id, path: null };
}

/** Tools for a collection as a whole, which the bookmark of a folder is not: a collection of exactly that name is meant. */
interface CollectionTools extends LookupTools {
  /** Told that the name means something else where a path may follow. */
  readonly onOtherPlace?: () => void;
}
function wholeOnly(tools: LookupTools): CollectionTools {
  let isOtherPlace = false;
  return {
    ...tools,
    onOtherPlace: () => (isOtherPlace = true),
    // what a name means as a place is kept under the same name
    remembered: (kind, name) => {
      const before = tools.remembered(kind, name);
      return before && isFolder(before) ? undefined : before;
    },
    remember: (...what) => {
      if (!isOtherPlace) tools.remember(...what);
    },
  };
}

/** The collection and the path of a place. */
export async function lookUpPlace(text: string, parameter: string, tools: LookupTools): Promise<Found> {
  const { collection: word, path } = placeWord(text, parameter);
  const found = await collection(word, path ?? '', parameter, tools);
  if (word.by === 'here') return { id: found.id, path: found.path ?? path };
  return { id: found.id, path: found.path === undefined ? path : below(found.path, path) };
}

async function collection(
  word: CollectionWord,
  local: string,
  parameter: string,
  tools: CollectionTools,
): Promise<Pick<Thing, 'id' | 'path'>> {
  switch (word.by) {
    case 'id':
      return { id: word.id };
    case 'host': {
      const id = await tools.collectionAt(word.origin);
      if (id !== undefined) return { id };
      throw new UsageError(`Invalid value for ${parameter}: ${word.origin} does not say which collection it serves.`, {
        hint: 'Give the id or the name of the collection.',
      });
    }
    case 'here': {
      const found = await tools.here(local);
      if (found) return found;
      throw new UsageError(
        `Invalid value for ${parameter}: '${local}' is a path on this machine, which has no Globus Connect Personal.`,
        { hint: 'Give a collection: its name, its id, a bookmark (@NAME), or an address of the web app.' },
      );
    }
    case 'bookmark':
      return findByName({ kind: 'collection', name: `@${word.name}`, parameter }, tools, async () => ({
        things: marked(await bookmarkedPlaces(await tools.connect('transfer'))),
        newestWins: false,
        used: () => Promise.resolve([]),
      }));
    case 'name':
      return findByName({ kind: 'collection', name: word.name, parameter }, tools, () => named(word.name, tools));
  }
}

const marked = (bookmarks: readonly Thing[]) => bookmarks.map((each) => ({ ...each, name: `@${each.name}` }));

/** As many words of a name that was mistyped are searched for. */
const mostWords = 4;

/** A bookmark's bare name goes before names of collections: it is the user's own word. */
async function named(name: string, { connect, onOtherPlace }: CollectionTools) {
  const transfer = await connect('transfer');
  const [bookmarks, collections] = await Promise.all([bookmarkedPlaces(transfer), collectionsNamed(transfer, name)]);
  const own = bookmarks.filter((each) => each.name === name);
  const isOtherPlace =
    onOtherPlace !== undefined && own.some(isFolder) && collections.some((each) => each.name === name);
  if (isOtherPlace) onOtherPlace();
  return {
    things: isOtherPlace ? collections : own.length ? own : [...collections, ...bookmarks],
    newestWins: false,
    used: () => knownCollections(transfer),
    alike: async () => {
      // one word of several is seldom mistyped, too
      const words = wordsOf(name).slice(0, mostWords);
      const searches = words.length > 1 ? words.map((word) => foundCollections(transfer, word)) : [];
      return (await Promise.all([knownCollections(transfer), ...searches])).flat();
    },
  };
}
