import { UsageError } from '../../errors.js';
import { shellLine, shellWord } from '../../shell.js';
import { visible } from '../../visible.js';
import type { Wanted } from './find.js';
import { isNear } from './near.js';
import { isNamedBelow, kindWords, type Thing, type ThingKind } from './thing.js';

/** What may have been meant by a name that there is not. */
export interface Near {
  /** What the list of these begins with. */
  readonly head: string;
  readonly things: readonly Thing[];
  /** Those of them that are like it; the others are just what there is. */
  readonly meant: readonly Thing[];
}

/** Nothing that a person can see has the name that they gave. */
export class UnknownNameError extends UsageError {
  constructor(
    readonly what: string,
    { wanted, near, otherwise }: Parts,
  ) {
    const hint = near ? `${near.head}\n${listed(near.things)}` : otherwise;
    super(`Invalid value for ${wanted.parameter}: ${what}`, { hint, forgot: 'colon' });
    // what scripts are told is a wrong line like others
    this.name = UsageError.name;
    this.wanted = wanted;
    this.near = near;
    // a search for it has just found nothing
    this.otherwise = otherwise.startsWith(searchIt) ? usedLast : otherwise;
  }
  readonly wanted: Wanted;
  readonly near: Near | undefined;
  /** What a person can do where none of them will do. */
  readonly otherwise: string;
}
interface Parts {
  readonly wanted: Wanted;
  readonly near?: Near | undefined;
  readonly otherwise: string;
}

/** As many candidates as an error lists. */
const mostListed = 10;

/** The error for a name that none of these things has, and none of those that one uses. */
export function unknownName(wanted: Wanted, things: readonly Thing[], used: readonly Thing[]): UnknownNameError {
  const { kind, name } = wanted;
  const folded = name.toLowerCase();
  const words = folded.split(/\s+/);
  const withWords = things.filter((each) => words.every((word) => each.name.toLowerCase().includes(word)));
  const near = withWords.filter((each) => each.name.toLowerCase().includes(folded));
  const [bookmark = '', ...below] = name.split('/');
  if (kind === 'collection' && things.some((each) => each.name === bookmark))
    return new UnknownNameError(`a path below a bookmark follows a colon.`, {
      wanted,
      otherwise: `Type: ${bookmark}:${below.join('/')}`,
    });
  if (kind === 'collection' && name.startsWith('@')) return unknownBookmark(wanted, things);
  const [one] = kindWords[kind];
  const runs = kind === 'run' ? used.filter((each) => each.about?.toLowerCase() === folded) : [];
  const otherwise = (name.startsWith('@') && newest[kind]) || whereListed(kind, name);
  const among = (head: string, things: readonly Thing[], meant = things): Near => ({ head, things, meant });
  if (runs.length)
    return new UnknownNameError(`no run is labelled '${name}': that is the title of a flow.`, {
      ...{ wanted, otherwise, near: among(`'@last' is your newest run. These are of that flow:`, runs, []) },
    });
  const alike = [...once([...things, ...used].filter((each) => isNear(name, each.name)))];
  const found = near.length
    ? among('These names contain it:', near)
    : withWords.length
      ? among('These names contain its words:', withWords)
      : alike.length
        ? among(`Did you mean${alike.length > 1 ? ' one of these' : ''}?`, alike)
        : isNamedBelow(kind) && things.length
          ? among('There are these:', things, [])
          : undefined;
  return new UnknownNameError(`no ${one} that you can see is named '${name}'.`, { wanted, otherwise, near: found });
}

function unknownBookmark(wanted: Wanted, bookmarks: readonly Thing[]): UnknownNameError {
  const things = bookmarks.map(asTyped);
  const meant = things.filter((each) => isNear(wanted.name, each.name));
  return new UnknownNameError(`you have no bookmark '${wanted.name.slice(1)}'.`, {
    wanted,
    otherwise: 'Make one: globus bookmark create COLLECTION:PATH NAME',
    near: things.length ? { head: 'You have these:', things, meant } : undefined,
  });
}

const once = (things: readonly Thing[]): readonly Thing[] => [
  ...new Map(things.map((each) => [each.id, each])).values(),
];

const searchIt = 'Search for it:';
const usedLast = 'Those you used last:  globus endpoint search --filter-scope recently-used';

/** How one finds what it is called. */
function whereListed(kind: ThingKind, name: string): string {
  const [collection = '', ...below] = name.split('/');
  if (kind === 'collection' && collection !== '' && below.length)
    return `A path follows a colon:  ${shellWord(`${collection}:/${below.join('/')}`)}`;
  if (kind === 'collection') return `${searchIt}  ${shellLine(['endpoint', 'search', name])}`;
  const list = lists.get(kind);
  return list === undefined ? 'Give its id, or its exact name.' : `See what there is:  globus ${list} list`;
}
const lists: ReadonlyMap<ThingKind, string> = new Map<ThingKind, string>([
  ['group', 'group'],
  ['flow', 'flows'],
  ['run', 'flows run'],
  ['index', 'search index'],
  ['timer', 'timer'],
  ['task', 'task'],
  ['computeEndpoint', 'compute endpoint'],
  ['project', 'project'],
  ['client', 'client'],
  ['policy', 'policy'],
  ['authScope', 'scope'],
  ['tunnel', 'streams tunnel'],
  ['accessPoint', 'streams access-point'],
]);

/** What an '@' can begin beside bookmarks of collections. */
const newest: Partial<Record<ThingKind, string>> = {
  task: "'@last' is your newest task.",
  run: "'@last' is your newest run.",
};

/** A bookmark as it is typed: in quotes where its name would be taken for a place. */
const asTyped = (bookmark: Thing): Thing =>
  bookmark.name.includes(':') ? { ...bookmark, name: `@"${bookmark.name.slice(1)}"` } : bookmark;

/** What tells a thing from others of its name, as its service says it. */
const toldOf = ({ state, detail }: Thing) => [state, detail].filter(Boolean).join(', ');

/** Things to choose the id of one from, as scripts are told them. */
export const listed = (things: readonly Thing[]) =>
  [
    ...things.slice(0, mostListed).map((thing) => {
      const told = toldOf(thing);
      return `  ${visible(`${thing.id}  ${thing.name}${told ? ` (${told})` : ''}`)}`;
    }),
    ...(things.length > mostListed ? [`  and ${things.length - mostListed} more`] : []),
  ].join('\n');
