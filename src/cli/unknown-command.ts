import { Command, CommanderError } from 'commander';
import { UsageError } from '../errors.js';
import { type TreeNode, visibleCommands } from './manifest.js';
import { sentence, silent } from './parse.js';
import { calledElsewhere } from './called-elsewhere.js';
import { calledOtherwise, inOtherNumber, toldRest, turnedRound, verbLast } from './turned-round.js';
import { shellLine, shellWord } from '../shell.js';

/** As many commands of one name as are told. */
const mostBelow = 4;

/** Commands deeper below these words that a word is the name of: `group set-role` is `group member set-role`. */
function belowOf(words: readonly string[], word: string, node: TreeNode): readonly string[] {
  const below = visibleCommands(node, words).filter(({ path }) => path.endsWith(` ${word}`));
  return below.length > mostBelow ? [] : below.map(({ path }) => `Did you mean:  globus ${path}`);
}

/** The same verb of a command beside these words: inviting others is `group member invite`, where `group invite` is what one is invited by. */
function besideOf(words: readonly string[], tree: TreeNode): readonly string[] {
  const [first = '', verb, ...more] = words;
  const node = tree.children?.[first];
  if (verb === undefined || more.length || !node) return [];
  const found = Object.entries(node.children ?? {}).filter(
    ([word, child]) => word !== verb && child.children?.[verb]?.module,
  );
  return found.length === 1 ? [first, found[0]?.[0] ?? '', verb] : [];
}

/** The error for a word that is no command: the line in the right order, else commander's suggestion of the nearest sibling, or the commands of that name further down. */
export function unknownCommand(
  words: readonly string[],
  word: string,
  { node, rest, tree }: { readonly node: TreeNode; readonly rest: readonly string[]; readonly tree: TreeNode },
): UsageError {
  const path = ['globus', ...words].join(' ');
  const see = `See what there is: ${path} --help`;
  const beside = besideOf(words, tree);
  const number = inOtherNumber(words, word, { node, rest });
  const elsewhere = number === undefined ? calledElsewhere(words, word, toldRest(rest)) : [number];
  const turned = elsewhere.length ? elsewhere : turnedRound(words, word, { node, rest });
  const deeper = turned.length ? [] : belowOf(words, word, node);
  const otherwise = turned.length || deeper.length ? undefined : calledOtherwise(words, word, { node, rest });
  const lines = otherwise === undefined ? turned : [otherwise];
  if (lines.length)
    return new UsageError(sentence(`unknown command '${word}'`), {
      hint: [...lines.map((line) => `Did you mean:  ${line}`), ...(lines.length > 1 ? [see] : [])].join('\n'),
    });
  const example = verbLast(words, word, { node, rest });
  const meant = example === undefined ? deeper : [`What it is about comes first, as in:  ${example}`];
  const message = meant.length ? `unknown command '${word}'` : nearestSibling(word, node);
  if (!meant.length && !/Did you mean/.test(message) && beside.length)
    return new UsageError(sentence(message), {
      hint: `Did you mean:  ${shellLine([...beside, word, ...toldRest(rest)])}\n${see}`,
    });
  // what there is to search is said first
  if (!meant.length && !/Did you mean/.test(message) && words.join(' ') === 'search') {
    const term = [word, ...toldRest(rest)];
    return new UsageError(sentence(message), {
      hint: `For a collection:  ${shellLine(['endpoint', 'search', ...term])}\nIn an index:  globus search query INDEX -q ${term.map(shellWord).join(' ')}\n${see}`,
    });
  }
  // of a slip in one word, the whole line is known; of the word alone, the word says it all
  const [, near] = /\(Did you mean ([\w-]+)\?\)$/.exec(message) ?? [];
  if (near !== undefined && rest.length)
    return new UsageError(sentence(`unknown command '${word}'`), {
      hint: [`Did you mean:  ${shellLine([...words, near, ...toldRest(rest)])}`, see].join('\n'),
    });
  return new UsageError(sentence(message), { hint: [...meant, see].join('\n') });
}

/** What commander says of a word that is no command: the nearest of those that are. */
function nearestSibling(word: string, node: TreeNode): string {
  const program = new Command('globus').exitOverride().configureOutput(silent).helpCommand(false);
  for (const name of Object.keys(node.children ?? {})) program.command(name).action(() => undefined);
  try {
    program.parse([word], { from: 'user' });
  } catch (cause) {
    if (!(cause instanceof CommanderError)) throw cause;
    return cause.message.replace(/^error: /, '').replace(/\n/g, ' ');
  }
  return `unknown command '${word}'`;
}
