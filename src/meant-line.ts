import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { spelledFlags } from './cli/bare-words.js';
import { type CommandMeta, openManifest, type TreeNode } from './cli/manifest.js';
import { calledElsewhere } from './cli/called-elsewhere.js';
import { kindTaken, meantOperands, namesIn } from './cli/meant-places.js';
import type { Typed } from './cli/parse.js';
import { turnedRound } from './cli/turned-round.js';
import { inRightOrder, isPlace } from './cli/wrong-order.js';
import { CliError, UsageError } from './errors.js';
import { UnknownBookmarkError } from './globus/bookmarks.js';
import { isNear } from './globus/things/near.js';
import { isLocal, pathColon, readsBack } from './globus/places/grammar.js';
import { pathOnBothSides } from './globus/endpoint-path.js';
import { knownCollections, thingsOf } from './globus/things/offers.js';
import { type Connect, foundCollections } from './globus/things/sources.js';
import type { Thing } from './globus/things/thing.js';
import { UnknownNameError } from './globus/things/unknown.js';
import { hasSecret, recursiveLine, withFolder } from './meant-file.js';
import { nearNames } from './near-names.js';
import type { Terminal } from './output/table.js';
import type { Runtime } from './runtime.js';
import { shellLine } from './shell.js';
import { isUuid } from './uuid.js';

interface Line {
  readonly words: readonly string[];
  readonly meta: CommandMeta;
  readonly typed: Typed;
  readonly runtime: Pick<Runtime, 'cwd' | 'manifest'>;
  /** A service, which nobody is asked to log in for. */
  readonly connect: Connect;
  readonly terminal: () => Promise<Terminal>;
}

/** As many names are searched for; a line has seldom more. */
const mostSearched = 2;

/**
 * The error, with the line that a person may have meant: a colon or quotes are easily forgotten, and what is called so is known. Asks
 * services only once something is wrong, and what they refuse is no part of it.
 */
export async function withMeantLine(error: unknown, line: Line): Promise<unknown> {
  if (error instanceof UnknownBookmarkError) return withBookmark(error, line);
  if (error instanceof CliError && !(error instanceof UsageError)) return withFolder(error, line);
  if (!(error instanceof UsageError)) return error;
  const reversed = error.forgot === undefined ? reversedCopy(line) : undefined;
  if (reversed !== undefined) return error.toldWith(error.message, { hint: `Did you mean:  ${reversed}` });
  const recursive = recursiveLine(error, line);
  if (recursive !== undefined) return error.toldWith(error.message, { hint: `Did you mean:  ${recursive}` });
  if (!(error.forgot ?? lacksPaths(error))) return error;
  const elsewhere = elsewhereLines(error, line);
  if (elsewhere.length)
    return error.toldWith(
      error instanceof UnknownNameError ? `${error.what.charAt(0).toUpperCase()}${error.what.slice(1)}` : error.message,
      {
        hint: elsewhere.map((each) => `Did you mean:  ${each}`).join('\n'),
      },
    );
  const told = (hint: string) => error.toldWith(error.message, { hint: [hint, error.hint].filter(Boolean).join('\n') });
  if (error.forgot === 'path' && line.meta.path === 'stat')
    return told(
      `The folder that it begins with:  ${shellLine([...line.words, `${line.typed.operands[0]?.replace(/:$/, '') ?? ''}:/`])}`,
    );
  if (error.forgot === 'path')
    return line.typed.operands.length === 1 ? told(`Choose it among those there:  ${shellLine(line.words)}`) : error;
  const meant = await meantLine(error, line).catch((cause: unknown) => {
    if (cause instanceof CliError) return undefined;
    throw cause;
  });
  const [turned] = meant === undefined ? verbFirst(line) : [];
  if (turned !== undefined) return error.toldWith(error.message, { hint: `Did you mean:  ${turned}` });
  if (!(error instanceof UnknownNameError)) {
    const whole = meant ?? quotedLine(line);
    return whole === undefined ? error : told(`Did you mean:  ${whole}`);
  }
  const { message, hint } = nearNames(error, {
    ...(await mendedBeside(error, line)),
    terminal: await line.terminal(),
  });
  // of names that are like it, none is meant where the words are those of another line
  const other = meant ?? reversedCopy(line) ?? mixedUp(line);
  return error.toldWith(message, { hint: other === undefined ? hint : `Did you mean:  ${other}` });
}

/** The error for a bookmark that there is not, with the line that has the one that is called nearly so, or stands in the other order. */
function withBookmark(error: UnknownBookmarkError, { words, meta, typed }: Line): CliError {
  const { wanted, names } = error;
  const { operands } = typed;
  const near = names.filter((name) => isNear(wanted, name) || isNear(name, wanted));
  const [first = '', second = '', ...more] = operands;
  const isTurned = first === wanted && !more.length && names.includes(second);
  const meant = isTurned
    ? [second, first]
    : near.length === 1
      ? operands.map((word) => (word === wanted ? (near[0] ?? '') : word))
      : undefined;
  return meant
    ? error.toldWith(error.message, {
        hint: `Did you mean:  ${shellLine([...words, ...meant, ...spelledFlags(typed, meta.flags)])}`,
      })
    : error;
}

/** The lines of other commands, where the first word behind this one is how these are called elsewhere. */
function elsewhereLines(error: UsageError, { words, meta, typed }: Line): readonly string[] {
  const [first, ...rest] = typed.operands;
  const isTaken = error instanceof UnknownNameError && error.wanted.name !== first;
  if (first === undefined || isTaken || hasSecret(meta, typed)) return [];
  return calledElsewhere(words, first, [...rest, ...spelledFlags(typed, meta.flags)]);
}

/** The line with quotes around the last argument, of whoever forgot them around a text with spaces. */
function quotedLine({ words, meta, typed }: Line): string | undefined {
  const { operands } = typed;
  const last = meta.args.at(-1);
  const at = meta.args.length - 1;
  if (!last || operands.length <= meta.args.length || hasSecret(meta, typed)) return undefined;
  if (last.thing ?? last.alsoHere ?? last.multiple ?? last.choices ?? last.completes) return undefined;
  const quoted = [...operands.slice(0, at), operands.slice(at).join(' ')];
  return shellLine([...words, ...quoted, ...spelledFlags(typed, meta.flags)]);
}

/** The line of whoever typed its words in another order: `group member add PERSON GROUP`, `compute run add.py cluster`. */
function mixedUp({ words, meta, typed, runtime }: Line): string | undefined {
  if (hasSecret(meta, typed)) return undefined;
  const order = inRightOrder(typed.operands, meta, (path) => isFile(resolve(runtime.cwd, path)));
  return order && shellLine([...words, ...order, ...spelledFlags(typed, meta.flags)]);
}
/** The line of whoever named the collection first to `put`: where no such file is here, it comes from there. Or a file of this machine first to `get`. */
function reversedCopy(line: Line): string | undefined {
  const { meta, typed, runtime } = line;
  const [place = '', here = '.', ...more] = typed.operands;
  if (meta.path === 'get' && isPlace(here) && !isPlace(place) && isFile(resolve(runtime.cwd, place)))
    return more.length ? undefined : shellLine(['put', place, here]);
  if (meta.path !== 'put' || more.length || !isPlace(place) || isPlace(here)) return undefined;
  return isFile(resolve(runtime.cwd, here)) ? mixedUp(line) : shellLine(['get', place, here]);
}
const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** The line, where beside the name of this error others are mistyped, too: with the only one that each of those is like. */
async function mendedBeside({ wanted }: UnknownNameError, line: Line): Promise<Line> {
  const { typed, meta, connect } = line;
  const isPlace = (i: number) => {
    const arg = meta.args[i] ?? meta.args.at(-1);
    return arg !== undefined && ['place', 'collection'].includes(kindTaken(arg) ?? '');
  };
  if (wanted.kind !== 'collection' && (wanted.kind as string) !== 'place') return line;
  try {
    const operands = await Promise.all(
      typed.operands.map(async (word, i) =>
        isPlace(i) && !word.startsWith(wanted.name) && !isLocal(word) ? mendedPlace(word, connect) : word,
      ),
    );
    return { ...line, typed: { ...typed, operands } };
  } catch (cause) {
    if (cause instanceof CliError) return line;
    throw cause;
  }
}

async function mendedPlace(word: string, connect: Connect): Promise<string> {
  const at = pathColon(word);
  const name = at > 0 ? word.slice(0, at) : word;
  if (!readsBack(name) || isUuid(name)) return word;
  const transfer = await connect('transfer');
  const [known, found] = await Promise.all([knownCollections(transfer), foundCollections(transfer, name)]);
  if ([...known, ...found].some((each) => each.name.toLowerCase() === name.toLowerCase())) return word;
  const near = known.filter((each) => each.path === undefined && isNear(name, each.name));
  const [meant] = near;
  return meant && near.every(({ id }) => id === meant.id) ? `${meant.name}${word.slice(name.length)}` : word;
}

/** The line in the right order, where the word before the arguments is a command by itself, too: `delete timer NAME`. */
function verbFirst({ words, meta, typed, runtime }: Line): readonly string[] {
  const path = words.slice(0, -1);
  const tree = openManifest(runtime.manifest).tree();
  const node = path.reduce<TreeNode | undefined>((above, word) => above?.children?.[word], tree);
  const rest = [...typed.operands, ...spelledFlags(typed, meta.flags)];
  const turned = node ? turnedRound(path, words.at(-1) ?? '', { node, rest }) : [];
  return turned.length === 1 ? turned : [];
}

const lacksPaths = ({ message }: UsageError) => message === pathOnBothSides;

async function meantLine(error: UsageError, { words, meta, typed, runtime, connect }: Line) {
  const { operands } = typed;
  if (hasSecret(meta, typed) || operands.length > mostWords) return undefined;
  const known = await thingsFor(operands, meta, connect);
  const meant = meantOperands(operands, meta, {
    isNamed: (kind, name) => known.get(kind)?.some((each) => each.name.toLowerCase() === name.toLowerCase()) ?? false,
    isFileHere: (path) => existsSync(resolve(runtime.cwd, path)),
    lacksPaths: lacksPaths(error),
  });
  return meant && shellLine([...words, ...meant, ...spelledFlags(typed, meta.flags)]);
}
/** Of more words than these, no name was meant. */
const mostWords = 12;

/** The things that the words of a line may name, by what its arguments take. */
async function thingsFor(operands: readonly string[], meta: CommandMeta, connect: Connect) {
  // of a kind whose things belong to another, or are given by id, no name is known
  const kinds = new Set(meta.args.filter(({ of, byId }) => of === undefined && !byId).map(kindTaken));
  const known = new Map<string, readonly Thing[]>();
  if (kinds.has('place') || kinds.has('collection')) {
    const transfer = await connect('transfer');
    const names = namesIn(operands, meta).slice(-mostSearched);
    const found = await Promise.all([
      knownCollections(transfer),
      ...names.map((name) => foundCollections(transfer, name)),
    ]);
    for (const kind of ['place', 'collection']) known.set(kind, found.flat());
  }
  for (const kind of kinds)
    if (kind !== undefined && kind !== 'place' && kind !== 'collection') known.set(kind, await thingsOf(kind, connect));
  return known;
}
