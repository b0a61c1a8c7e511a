import type { ParamMeta } from './cli/manifest.js';
import type { Ask, Check } from './cli/values.js';
import { InterruptedError } from './errors.js';
import type { NameLookup } from './name-lookup.js';
import type { Prompt } from './tools.js';

/** An answer, as it would stand on the line. */
export interface Answer {
  readonly key: string;
  /** The flag that it is a value of; undefined for an argument. */
  readonly flag: string | undefined;
  readonly text: string;
}

interface Asking {
  readonly ask: Ask;
  /** What was answered, in order, without secrets: whoever sees it as a line learns the command. */
  readonly answers: readonly Answer[];
}

/** Asks for what is missing on a line: things of Globus are picked, words chosen, and the rest is typed. */
export function askingFor(prompt: Prompt, pick: NameLookup['pick']): Asking {
  const answers: Answer[] = [];
  const answer = async (parameter: ParamMeta, owner?: string, check?: Check): Promise<string> => {
    const [name = ''] = parameter.names;
    const question = `${parameter.summary} (${name})`;
    // a flag may stand before what it belongs to, and is typed then
    if (parameter.thing && (parameter.of === undefined || owner !== undefined)) {
      const picked = await pick(parameter.thing, parameter.summary, { owner, only: parameter.only });
      if (picked === undefined) throw new InterruptedError('Nothing was chosen.');
      return picked;
    }
    if (parameter.choices)
      return prompt.select(
        question,
        parameter.choices.map((value) => ({ name: value, value })),
      );
    return parameter.secret ? prompt.secret(question, { check }) : prompt.input(question, { check });
  };
  return {
    answers,
    ask: async (parameter, owner, check) => {
      const text = await answer(parameter, owner, check);
      const [name = ''] = parameter.names;
      if (!parameter.secret) answers.push({ key: parameter.key, flag: name.startsWith('-') ? name : undefined, text });
      return text;
    },
  };
}
