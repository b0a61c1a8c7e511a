import type { Rule } from '../command/rule.js';
import type { CommandMeta, ParamMeta } from './manifest.js';

/** One of the flags that a line lacks, as it is written on it. */
export interface WayOut {
  readonly flag: ParamMeta;
  readonly spelling: string;
  /** What it does, for a person. */
  readonly summary: string;
}
/** Asks a person which of several flags a line is to have. */
export type AskWhich = (question: string, ways: readonly WayOut[]) => Promise<WayOut>;

interface Lacking {
  readonly meta: CommandMeta;
  readonly rules: readonly Rule[];
  readonly given: Set<string>;
  readonly ask: AskWhich;
  /** Takes the value for a flag that was asked for; a switch has none. */
  readonly take: (flag: ParamMeta, text: string | boolean) => Promise<void>;
  /** Asks for the value of a flag. */
  readonly valueOf: (flag: ParamMeta) => Promise<string>;
}

/** Asks for what rules demand of a line: one of several flags where none is given, and what belongs to those that are. */
export async function askForRules(task: Lacking): Promise<void> {
  const { meta, rules, given } = task;
  const flagOf = (key: string) => meta.flags.find((flag) => flag.key === key && !flag.hidden);
  for (const { type, keys, question = questionFor(meta) } of rules) {
    // of arguments, which one a word is for is decided by its place: those are asked for elsewhere
    if (type !== 'oneOf' || keys.some((key) => given.has(key) || meta.args.some((arg) => arg.key === key))) continue;
    const ways = keys.flatMap((key) => waysOf(flagOf(key)));
    const [only] = ways;
    if (only) await answer(ways.length === 1 ? only : await task.ask(question, ways), task);
  }
  for (const { type, keys } of rules) {
    const [first = ''] = keys;
    const needed = type === 'together' ? keys.some((key) => given.has(key)) : type === 'requires' && given.has(first);
    const absent = needed ? keys.filter((key) => !given.has(key)).map(flagOf) : [];
    for (const flag of absent) if (flag?.kind === 'value') await answer({ flag }, task);
  }
}

async function answer({ flag, spelling }: { flag: ParamMeta; spelling?: string }, task: Lacking): Promise<void> {
  await task.take(flag, flag.kind === 'value' ? await task.valueOf(flag) : !flag.off?.includes(spelling ?? ''));
  task.given.add(flag.key);
}

function waysOf(flag: ParamMeta | undefined): readonly WayOut[] {
  if (!flag) return [];
  const way = (spelling: string | undefined, summary: string) =>
    spelling === undefined ? [] : [{ flag, spelling, summary }];
  const { summary, names, off } = flag;
  return flag.kind === 'toggle'
    ? [...way(names[0], `${summary}: yes`), ...way(off?.[0], `${summary}: no`)]
    : way(names[0], summary);
}

const questionFor = ({ path }: CommandMeta) =>
  /(^| )(update|set[\w-]*)( |$)/.test(path) ? 'What is to change?' : 'One of these is needed:';
