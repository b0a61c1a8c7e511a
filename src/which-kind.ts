import type { TreeNode } from './cli/manifest.js';
import type { Resolved } from './cli/resolve.js';
import { wantsColor } from './cli/style.js';
import { createPrompt, isInteractive } from './host/prompt.js';
import { interruption } from './host/interruption.js';
import type { Runtime } from './runtime.js';

/**
 * The command that a person means by a word such as `timer create`, which stands before kinds of things. Undefined where nobody can
 * be asked.
 */
export async function whichKind(
  { words, node, rest }: Resolved,
  runtime: Runtime,
  noteSignal: (signal: NodeJS.Signals) => void,
): Promise<Resolved | undefined> {
  if (!isInteractive(runtime, rest.includes('--no-input'))) return undefined;
  const kinds = new Map(Object.entries(node.children ?? {}).filter(([, { hidden }]) => !hidden));
  const interrupt = interruption(runtime, noteSignal);
  try {
    const prompt = createPrompt(runtime, true, interrupt.signal, wantsColor(runtime.env, true));
    const kind = await prompt.select('Which kind?', choicesOf(kinds));
    const chosen = kinds.get(kind);
    return chosen && { words: [...words, kind], node: chosen, rest, nextWord: undefined };
  } finally {
    interrupt.release();
  }
}

const choicesOf = (kinds: ReadonlyMap<string, TreeNode>) => {
  const width = Math.max(...[...kinds.keys()].map(({ length }) => length));
  return [...kinds].map(([kind, { summary }]) => ({
    name: `${kind.padEnd(width)}  ${summary.replace(/\.$/, '')}`,
    value: kind,
  }));
};
