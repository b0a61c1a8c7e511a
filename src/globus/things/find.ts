import { UsageError } from '../../errors.js';
import { visible } from '../../visible.js';
import { isFolder, isLabelled, kindWords, type Thing, type ThingKind } from './thing.js';
import { listed, unknownName } from './unknown.js';

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
  /** The same things with what tells those of one name apart, for a person. */
  readonly toldApart?: (kind: ThingKind, things: readonly Thing[]) => Promise<readonly Thing[]>;
}
/** A name, of a kind of thing, as given for a parameter. */
export interface Wanted {
  readonly kind: ThingKind;
  readonly name: string;
  /** How messages name the parameter. */
  readonly parameter: string;
}

/** What a name may mean. */
export interface Candidates {
  readonly things: readonly Thing[];
  /** Of several of one name, the first is meant. */
  readonly newestWins: boolean;
  /** Those that one uses, whatever they are called: one may be given as tables show it, by the first digits of its id. */
  readonly used: () => Promise<readonly Thing[]>;
  /** Those among which a name may be that was mistyped; by default those that one uses. */
  readonly alike?: () => Promise<readonly Thing[]>;
}

/**
 * What a name means: as remembered for a day, else as `candidates` tells now. Throws UsageError where nothing has the name, or several
 * things have it and nobody can be asked.
 */
export async function findByName(
  wanted: Wanted,
  tools: NameTools,
  candidates: () => Promise<Candidates>,
): Promise<Thing> {
  const { kind, name } = wanted;
  const before = tools.remembered(kind, name);
  if (before?.isFresh) return { ...before, name };
  const { things, newestWins, used, alike = used } = await candidates();
  const namesakes = likeliest(things, name);
  // anybody may give a thing the name that tables show of the id of another
  const isLabelOfOwn = isLabelled(kind) && kind !== 'managedTask' && namesakes.some(({ isMine = true }) => isMine);
  const begun = isLabelOfOwn ? [] : await begunBy(name, things, used);
  if (begun.length === 1 && !namesakes.length) return begun[0] as Thing;
  const named = namesakes.length ? once([...namesakes, ...begun]) : [];
  const [first, ...others] = named;
  if (!first) throw unknownName(wanted, things, tools.choose ? await known(alike) : []);
  // of one's own the newest is meant; which of others' is not known
  const newestOwn = newestWins ? named.find(({ isMine = true }) => isMine) : undefined;
  const found = newestOwn ?? (others.length ? await oneOf(named, wanted, tools) : first);
  if (!isLabelled(kind)) {
    // the bookmark of a whole collection is no other place than that
    const isOther = before && (before.id !== found.id || begins(before) !== begins(found));
    if (isOther) tools.warn(changed(wanted, before, found));
    tools.remember(kind, name, found);
  }
  return found;
}

/** What somebody may have meant who mistyped a name; a search for the wrong name does not find it. None where they cannot be asked for. */
const known = (alike: Candidates['used']): Promise<readonly Thing[]> => alike().catch(() => []);

const once = (things: readonly Thing[]): readonly Thing[] => [
  ...new Map(things.map((each) => [each.id, each])).values(),
];

/** Those whose id begins with these digits: as many as a table shows. */
async function begunBy(digits: string, things: readonly Thing[], used: Candidates['used']): Promise<readonly Thing[]> {
  if (!/^[0-9a-f]{8}$/i.test(digits)) return [];
  const among = [...things, ...(await used())];
  const begun = among.filter(({ id }) => id.startsWith(digits.toLowerCase()));
  // a bookmark and its collection have one id, and no path was given
  return once(begun.map((thing) => ({ ...thing, path: undefined })));
}

/**
 * Those of exactly this name, and one's own whose name differs in capitals only; else all of these. Of several collections, those that one
 * has a role on.
 */
export function likeliest(things: readonly Thing[], name: string): readonly Thing[] {
  const folded = name.toLowerCase();
  const inAnyCapitals = things.filter((each) => each.name.toLowerCase() === folded);
  const exact = inAnyCapitals.filter((each) => each.name === name);
  const named = exact.length ? exact : inAnyCapitals;
  const mine = named.filter(({ isMine }) => isMine);
  const [one] = mine;
  const meant = one && mine.length === 1 ? mine : named;
  // anybody may give a collection the name that one types for one's own, and a role on it, too
  const isOfSame = ({ owner }: Thing) => owner !== undefined && owner === one?.owner;
  return [...meant, ...inAnyCapitals.filter((each) => each.isMine && !named.includes(each) && !isOfSame(each))];
}

const isByDigits = (things: readonly Thing[], { name }: Wanted) =>
  things.some(({ id }) => id.startsWith(name.toLowerCase()));

async function oneOf(things: readonly Thing[], wanted: Wanted, { choose, toldApart }: NameTools): Promise<Thing> {
  const [, several] = kindWords[wanted.kind];
  if (choose)
    return choose(
      `Which of the ${several} named '${wanted.name}'?`,
      (await toldApart?.(wanted.kind, things)) ?? things,
    );
  throw new UsageError(
    `Invalid value for ${wanted.parameter}: ${things.length} ${several} are named '${wanted.name}'${isByDigits(things, wanted) ? ', or have an id that begins so' : ''}. Give the id of one:`,
    { hint: listed(things) },
  );
}

/** The folder that is meant; '' where that is where its collection begins. */
const begins = ({ path = '/' }: Pick<Thing, 'path'>) => (isFolder({ path }) ? path : '');

function changed({ kind, name }: Wanted, before: Remembered, now: Thing): string {
  if (before.id === now.id)
    return visible(
      begins(now) ? `'${name}' is your bookmark of ${begins(now)} now.` : `'${name}' is the whole collection now.`,
    );
  const where = (path: string | undefined) => (path === undefined ? '' : `, ${path}`);
  const [one] = kindWords[kind];
  return visible(
    `The ${one} '${name}' was ${before.id}${where(before.path)} when it was last used, and is ${now.id}${where(now.path)} now.`,
  );
}
