import type { Params } from '../command/command.js';
import { brokenRule } from '../command/rule.js';
import { shellLine } from '../shell.js';
import type { CommandMeta, ParamMeta } from './manifest.js';
import type { Occurrence, Typed } from './parse.js';
import { isPerson } from './wrong-order.js';

interface Line {
  readonly meta: CommandMeta;
  readonly typed: Typed;
  readonly shapes: Params;
}

/** The line that somebody meant who gave words by themselves that belong to a flag; undefined where no flag is known to take such. */
export function bareWordsHint(words: readonly string[], { meta, typed, shapes }: Line): string | undefined {
  for (const flag of meta.flags) {
    const bare = shapes[flag.key]?.bare;
    if (bare === undefined || (typed.given.has(flag.key) && !flag.multiple)) continue;
    // who named a query document has said what to look for
    if (brokenRule(exclusive(meta), new Set([...typed.given.keys(), flag.key]), String) !== undefined) continue;
    const [name = flag.key] = flag.names;
    const [arguments_, meant] = inOrder(typed.operands, words.length, name.replace(/^-+/, ''));
    if (!meant.length) continue;
    const flags = spelledFlags(typed, meta.flags);
    // several stand for one value: a list where the flag takes one, else a text of several words
    const value = meant.join(flag.metavar?.endsWith(',...') ? ',' : ' ');
    const line = [...meta.path.split(' '), ...arguments_, ...flags, name, value];
    return `${bare}: ${shellLine(line)}`;
  }
  return undefined;
}

/**
 * What is before the words that belong to a flag, and these: a person who stands where a place belongs is one of them, and the name of the
 * flag without its dashes (`share with`) none.
 */
function inOrder(
  operands: readonly string[],
  count: number,
  name: string,
): readonly [readonly string[], readonly string[]] {
  const at = operands.length - count;
  const named = operands.filter((word) => word !== name);
  const [before, words] = [named.slice(0, at), named.slice(at)];
  const [first, ...rest] = before;
  const place = words.findIndex((word) => word.includes(':'));
  if (first === undefined || !isPerson(first) || place === -1) return [before, words];
  return [[words[place] ?? '', ...rest], words.toSpliced(place, 1, first)];
}

const exclusive = ({ rules }: CommandMeta) => rules.filter(({ type }) => type === 'exclusive');

/** The flags of a line, as they are typed. */
export const spelledFlags = ({ sequence }: Typed, flags: readonly ParamMeta[]): readonly string[] =>
  sequence.flatMap((each) => spelled(each, flags));

/** A flag as it is typed. */
function spelled({ key, value }: Occurrence, flags: readonly ParamMeta[]): readonly string[] {
  const flag = flags.find((each) => each.key === key);
  const name = (value === false ? flag?.off : flag?.names)?.[0];
  if (name === undefined) return [];
  return typeof value === 'string' ? [name, value] : [name];
}
