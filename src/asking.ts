import type { ParamMeta } from './cli/manifest.js';
import type { Ask } from './cli/values.js';
import type { NamedKind } from './command/named.js';
import { InterruptedError } from './errors.js';
import type { Prompt } from './tools.js';

interface Asking {
  readonly ask: Ask;
  /** What was answered, as words of a line: whoever sees them learns the command. Without secrets. */
  readonly words: readonly string[];
}

/** Asks for what is missing on a line: things of Globus are picked, words chosen, and the rest is typed. */
export function askingFor(
  prompt: Prompt,
  pick: (kind: NamedKind, question: string) => Promise<string | undefined>,
): Asking {
  const words: string[] = [];
  const answer = async (parameter: ParamMeta): Promise<string> => {
    const [name = ''] = parameter.names;
    const question = `${parameter.summary} (${name})`;
    if (parameter.thing) {
      const picked = await pick(parameter.thing, parameter.summary);
      if (picked === undefined) throw new InterruptedError('Nothing was chosen.');
      return picked;
    }
    if (parameter.choices)
      return prompt.select(
        question,
        parameter.choices.map((value) => ({ name: value, value })),
      );
    return parameter.secret ? prompt.secret(question) : prompt.input(question);
  };
  return {
    words,
    ask: async (parameter) => {
      const text = await answer(parameter);
      const [name = ''] = parameter.names;
      if (!parameter.secret) words.push(...(name.startsWith('-') ? [name] : []), text);
      return text;
    },
  };
}
