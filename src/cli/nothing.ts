import type { Command, Input, Params } from '../command/command.js';
import { shellLine } from '../shell.js';
import { spelledFlags } from './bare-words.js';
import type { CommandMeta } from './manifest.js';
import type { Typed } from './parse.js';

interface Line {
  readonly words: readonly string[];
  readonly meta: CommandMeta;
  readonly typed: Typed;
  readonly input: Input<Params, Params>;
}

/** What a person is told of a listing that is empty; where they filtered it, that others may be there. Undefined where nothing is to be said. */
export function nothingSaid({ nothing }: Command, { words, meta, typed, input }: Line): string | undefined {
  if (typeof nothing !== 'string') return nothing?.(input);
  const isFilter = (key: string) => key.startsWith('filter');
  if (!typed.sequence.some(({ key }) => isFilter(key))) return nothing;
  const rest = { ...typed, sequence: typed.sequence.filter(({ key }) => !isFilter(key)) };
  return `Nothing fits. Without the filter:  ${shellLine([...words, ...typed.operands, ...spelledFlags(rest, meta.flags)])}`;
}
