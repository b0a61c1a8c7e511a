import { UsageError } from '../../errors.js';
import { visible } from '../../visible.js';
import { kindWords, type Thing, type ThingKind } from './thing.js';

/** What a name meant before. */
export interface Remembered {
  readonly id: string;
  readonly path?: string | undefined;
  readonly isFresh: boolean;
}
/** What looking up a name needs from the outside. */
export interface NameTools {
  readonly remembered: (kind: ThingKind, name: string) => Remembered | undefined;
  readonly remember: (kind: ThingKind, name: string, thing: Thing) => void;
  /** Told what may surprise. */
  readonly warn: (text: string) => void;
  /** Asks a person which of several is meant; absent where nobody can answer. */
  readonly choose?: ((question: string, things: readonly Thing[]) => Promise<Thing>) | undefined;
}
/** A name, of a kind of thing, as given for a parameter. */
export interface Wanted {
  readonly kind: ThingKind;
  readonly name: string;
  /** How messages name the parameter. */
  readonly parameter: string;
}

/** As many candidates as an error lists. */
const mostListed = 10;

/**
 * What a name means: as remembered for a day, else as `candidates` tells now. Throws UsageError where nothing has the name, or several
 * things have it and nobody can be asked.
 */
export async function findByName(
  wanted: Wanted,
  tools: NameTools,
  candidates: () => Promise<{ readonly things: readonly Thing[]; readonly newestWins: boolean }>,
): Promise<Thing> {
  const { kind, name } = wanted;
  const before = tools.remembered(kind, name);
  if (before?.isFresh) return { ...before, name };
  const { things, newestWins } = await candidates();
  const named = likeliest(things, name);
  const [first, ...others] = named;
  if (!first) throw unknown(wanted, things);
  const found = others.length && !newestWins ? await oneOf(named, wanted, tools) : first;
  if (!newestWins) {
    if (before && (before.id !== found.id || before.path !== found.path)) tools.warn(changed(wanted, before, found));
    tools.remember(kind, name, found);
  }
  return found;
}

/** Those of exactly this name, else those whose name differs in capitals only. Of several collections, those that one has a role on. */
export function likeliest(things: readonly Thing[], name: string): readonly Thing[] {
  const exact = things.filter((each) => each.name === name);
  const folded = name.toLowerCase();
  const named = exact.length ? exact : things.filter((each) => each.name.toLowerCase() === folded);
  const mine = named.filter(({ isMine }) => isMine);
  return named.length > 1 && mine.length === 1 ? mine : named;
}

async function oneOf(things: readonly Thing[], wanted: Wanted, { choose }: NameTools): Promise<Thing> {
  const [, several] = kindWords[wanted.kind];
  if (choose) return choose(`Which of the ${several} named '${wanted.name}'?`, things);
  throw new UsageError(
    `Invalid value for ${wanted.parameter}: ${things.length} ${several} are named '${wanted.name}'. Give the id of one:`,
    { hint: listed(things) },
  );
}

function unknown({ kind, name, parameter }: Wanted, things: readonly Thing[]): UsageError {
  const wrong = (what: string, hint: string) => new UsageError(`Invalid value for ${parameter}: ${what}`, { hint });
  const folded = name.toLowerCase();
  const near = things.filter((each) => each.name.toLowerCase().includes(folded));
  const [bookmark = '', ...below] = name.split('/');
  if (kind === 'collection' && things.some((each) => each.name === bookmark))
    return wrong(`what is below a bookmark stands after a colon.`, `Type: ${bookmark}:${below.join('/')}`);
  if (kind === 'collection' && name.startsWith('@'))
    return wrong(`you have no bookmark '${name.slice(1)}'.`, bookmarksHint(things));
  const [one] = kindWords[kind];
  return wrong(
    `no ${one} that you can see is named '${name}'.`,
    near.length
      ? `These have it in their name:\n${listed(near)}`
      : (name.startsWith('@') && newest[kind]) || 'Give its id, or its name as it is written.',
  );
}

/** What an '@' can begin beside bookmarks of collections. */
const newest: Partial<Record<ThingKind, string>> = {
  task: "'@last' is the newest task of yours.",
  run: "'@last' is the newest run of yours.",
};

const bookmarksHint = (bookmarks: readonly Thing[]) =>
  bookmarks.length
    ? `You have these:\n${listed(bookmarks.map(asTyped))}`
    : 'Make one: globus bookmark create COLLECTION:PATH NAME';

function changed({ kind, name }: Wanted, before: Remembered, now: Thing): string {
  const where = (path: string | undefined) => (path === undefined ? '' : `, ${path}`);
  const [one] = kindWords[kind];
  return visible(
    `The ${one} '${name}' was ${before.id}${where(before.path)} when it was last used, and is ${now.id}${where(now.path)} now.`,
  );
}

/** A bookmark as it is typed: in quotes where its name would be taken for a place. */
const asTyped = (bookmark: Thing): Thing =>
  bookmark.name.includes(':') ? { ...bookmark, name: `@"${bookmark.name.slice(1)}"` } : bookmark;

const listed = (things: readonly Thing[]) =>
  [
    ...things
      .slice(0, mostListed)
      .map(({ id, name, detail }) => `  ${visible(`${id}  ${name}${detail ? ` (${detail})` : ''}`)}`),
    ...(things.length > mostListed ? [`  and ${things.length - mostListed} more`] : []),
  ].join('\n');
