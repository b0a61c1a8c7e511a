import { shellLine } from '../shell.js';
import type { TreeNode } from './manifest.js';

/** Verbs as people say them elsewhere, and as the commands here have them. */
const verbs: ReadonlyMap<string, readonly string[]> = new Map([
  ['get', ['show']],
  ['view', ['show']],
  ['describe', ['show']],
  ['info', ['show']],
  ['ls', ['list']],
  ['make', ['create']],
  ['new', ['create']],
  ['add', ['create', 'add']],
  ['create', ['create', 'add']],
  ['rm', ['delete', 'remove']],
  ['remove', ['delete', 'remove']],
  ['delete', ['delete', 'remove']],
  ['edit', ['update']],
  ['change', ['update']],
  ['set', ['update', 'set']],
  ['modify', ['update']],
  ['stop', ['cancel', 'stop']],
  ['abort', ['cancel']],
  ['run', ['start', 'run']],
  ['follow', ['watch']],
]);
/** Commands that stand alone, by the names that other programs give them. */
const alone: ReadonlyMap<string, string> = new Map([
  ['copy', 'cp'],
  ['move', 'mv'],
  ['remove', 'rm'],
  ['dir', 'ls'],
  ['upload', 'put'],
  ['download', 'get'],
  ['signin', 'login'],
  ['signout', 'logout'],
]);

/** As many as are told: of more, none is likelier than others. */
const mostTold = 4;

interface Around {
  readonly node: TreeNode;
  /** What follows the word on the line. */
  readonly rest: readonly string[];
}

/**
 * The lines that may be meant where a verb came before what it is about (`show task`), or was joined to it (`get-role`), of commands
 * below these words of the tree.
 */
export function turnedRound(words: readonly string[], word: string, { node, rest }: Around): readonly string[] {
  const [verb = '', ...joined] = word.toLowerCase().split('-');
  const tokens = [...joined, ...rest.slice(0, untilFlag(rest))];
  const known = paths(node);
  for (const said of [[verb], verbs.get(verb) ?? []]) {
    for (let count = Math.min(3, tokens.length); count > 0; count--) {
      const nouns = tokens.slice(0, count);
      const fits = known.filter(({ path }) => said.includes(path.at(-1) ?? '') && isAbout(path.slice(0, -1), nouns));
      const whole = fits.filter(({ path }) => path.length === count + 1);
      const likely = whole.length ? whole : fits;
      const after = toldRest(rest.slice(Math.max(0, count - joined.length)));
      if (likely.length && likely.length <= mostTold)
        return likely.map(({ path }) => shellLine([...words, ...path, ...after]));
    }
  }
  return [];
}

/** The line that is meant by a word that other programs have for a command here: `copy`, `task get`. */
export function calledOtherwise(words: readonly string[], word: string, { node, rest }: Around): string | undefined {
  const names = words.length ? (verbs.get(word) ?? []) : [alone.get(word) ?? ''];
  const name = names.find(
    (each) => node.children?.[each]?.hidden === undefined && Object.hasOwn(node.children ?? {}, each),
  );
  return name && shellLine([...words, name, ...toldRest(rest)]);
}

/** The line that is meant by one instead of many, or the other way round: `flow list`, `timers`. */
export function inOtherNumber(words: readonly string[], word: string, { node, rest }: Around): string | undefined {
  const folded = word.toLowerCase();
  const known = Object.entries(node.children ?? {}).find(([name, child]) => !child.hidden && isSame(name, folded));
  return known && shellLine([...words, known[0], ...toldRest(rest)]);
}

/** A line with a verb that many commands end with, where it was typed alone. */
export function verbLast(words: readonly string[], word: string, { node, rest }: Around): string | undefined {
  const of = paths(node).filter(({ path }) => path.length === 2 && path[1] === word);
  const [first] = of;
  return first && of.length > mostTold && !rest.length ? shellLine([...words, ...first.path]) : undefined;
}

const untilFlag = (rest: readonly string[]) => {
  const at = rest.findIndex((token) => token.startsWith('-'));
  return at === -1 ? rest.length : at;
};

/** What followed, as it was typed; nothing of it where it may hold a secret. */
export const toldRest = (rest: readonly string[]): readonly string[] =>
  rest.some((token) => /^-.*(?:secret|password|token|key|code)/i.test(token)) ? [] : rest;

/** Whether the words before a verb end with these nouns, of which people say several. */
const isAbout = (before: readonly string[], nouns: readonly string[]): boolean =>
  before.length >= nouns.length &&
  nouns.every((noun, i) => isSame(before[before.length - nouns.length + i] ?? '', noun.toLowerCase()));
const isSame = (word: string, said: string) =>
  word === said ||
  `${word}s` === said ||
  word === `${said}s` ||
  (said.endsWith('ies') && word === `${said.slice(0, -3)}y`);

interface Known {
  readonly path: readonly string[];
  readonly module?: string | undefined;
}
/** The words of all commands below a node, and of those before kinds of things, in its order; of two ways to one command, the first. */
function paths(node: TreeNode): readonly Known[] {
  const all = below(node);
  return all.filter(({ module }, i) => module === undefined || all.findIndex((each) => each.module === module) === i);
}
const below = (node: TreeNode, before: readonly string[] = []): readonly Known[] =>
  Object.entries(node.children ?? {}).flatMap(([word, child]) =>
    child.hidden ? [] : [{ path: [...before, word], module: child.module }, ...below(child, [...before, word])],
  );
