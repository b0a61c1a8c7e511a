import type { ParamMeta } from './cli/manifest.js';
import type { AskWhich } from './cli/asked-rules.js';
import type { Ask, Check } from './cli/values.js';
import type { NameLookup } from './name-lookup.js';
import { traced, tracedChoice, type Trail } from './retrace.js';
import { visible } from './visible.js';
import { NothingToChooseError } from './globus/things/none.js';
import { isHere } from './globus/places/grammar.js';
import type { Files, Leading, Prompt, SearchChoice, Several } from './tools.js';

/** An answer, as it would stand on the line. */
export interface Answer {
  readonly key: string;
  /** The flag that it is a value of; undefined for an argument. */
  readonly flag: string | undefined;
  /** Undefined for a switch, which has no value. */
  readonly text: string | undefined;
}

/** The words of answers, as they stand on the line. */
export const wordsOf = (answers: readonly Answer[], mend = (_key: string, text: string) => text): readonly string[] =>
  answers.flatMap(({ key, flag, text }) =>
    flag ? [flag, ...(text === undefined ? [] : [text])] : text === undefined ? [] : [mend(key, text)],
  );

/** Whoever is asked, and what chooses things of Globus. */
export interface Questions {
  readonly prompt: Pick<Prompt, 'input' | 'secret' | 'select' | 'confirm' | 'several' | 'screen'>;
  readonly pick: NameLookup['pick'];
  readonly pickSeveral: NameLookup['pickSeveral'];
  /** Says why there is nothing to choose. */
  readonly warn: (text: string) => void;
}

/** The same questions, of which a trail keeps the answers: a person can go back among them. Choosing nothing is going back. */
export const tracedQuestions = ({ prompt, pick, pickSeveral, warn }: Questions, trail: Trail): TracedQuestions => ({
  prompt: {
    ...traced(prompt, trail),
    secret: (question, { check } = {}) =>
      trail.answer(question, ({ escape }) => prompt.secret(question, { check, escape })),
  },
  pick: (kind, question, among) =>
    tracedChoice(`${question} (${kind})`, trail, (leading) =>
      orBack(leading, warn, () => pick(kind, question, { ...among, ...leading })),
    ),
  pickSeveral: async (kind, question) => {
    const chosen = await tracedChoice<Several>(`${question} (${kind})`, trail, (leading) =>
      orBack(leading, warn, () => pickSeveral(kind, question, leading)),
    );
    return chosen.values;
  },
  severalOf: async (question, choices, check) => {
    const taken = await tracedChoice<Several>(question, trail, async (leading) => {
      let chosen = leading.former;
      for (let reason: string | undefined; ; warn(reason)) {
        chosen = await prompt.several(question, choices, { ...leading, former: chosen });
        reason = chosen && check(chosen.values);
        if (reason === undefined) return chosen;
      }
    });
    return taken.values;
  },
  once: trail.once,
});

/** A choice; where there is nothing to choose, that is said, and the question before is asked again, if there is one. */
async function orBack<T>({ escape }: Leading<T>, warn: Questions['warn'], choose: () => Promise<T | undefined>) {
  try {
    return await choose();
  } catch (error) {
    if (!(error instanceof NothingToChooseError) || escape !== 'back') throw error;
    warn([error.message, error.hint].join(' '));
    return undefined;
  }
}

export interface TracedQuestions {
  readonly prompt: Omit<Questions['prompt'], 'several'>;
  readonly pick: (...given: Parameters<NameLookup['pick']>) => Promise<string>;
  readonly pickSeveral: (...given: Parameters<NameLookup['pickSeveral']>) => Promise<readonly string[]>;
  /** One or more of these; `check` says why some do not go together. */
  readonly severalOf: (
    question: string,
    choices: readonly SearchChoice[],
    check: (values: readonly string[]) => string | undefined,
  ) => Promise<readonly string[]>;
  readonly once: Trail['once'];
}

export interface Asking {
  readonly ask: Ask;
  /** Takes down what was answered to another question. */
  readonly note: (answer: Answer) => void;
  /** Takes an answer off the line again. */
  readonly drop: (key: string) => void;
  readonly askWhich: AskWhich;
  /** What was answered, in order, without secrets: whoever sees it as a line learns the command. */
  readonly answers: readonly Answer[];
}

/** Whether it is a file that is there to be read. */
const isRead = ({ completes, metavar }: ParamMeta) => completes === 'file' && metavar === 'FILENAME';
const hasPattern = (path: string) => /[*?[]/.test(path);

const inWords: ReadonlyMap<string, string> = new Map([
  ['r', 'read'],
  ['rw', 'read and write'],
]);
/** A value of a service as a person reads it; the line that says the same has the value. */
const choiceWords = (value: string) => inWords.get(value) ?? value.replaceAll('_', ' ');

interface Surroundings {
  /** The arguments that stand there already. */
  readonly typed?: readonly string[];
  /** Whether there is a file or folder of this machine. */
  readonly exists?: Files['exists'] | undefined;
}

/**
 * Asks for what is missing on a line: things of Globus are picked, words chosen, and the rest is typed. `before` is what is done before
 * each question, with the answers so far.
 */
export function askingFor(
  { prompt, pick }: Pick<TracedQuestions, 'prompt' | 'pick'>,
  before: (answers: readonly Answer[]) => Promise<void>,
  { typed = [], exists }: Surroundings = {},
): Asking {
  const answers: Answer[] = [];
  /** A file or folder: first where it is, then which. What comes from this machine goes to a collection. */
  const fileAnywhere = async ({ summary }: ParamMeta, check?: Check): Promise<string> => {
    const before = [...typed, ...answers.flatMap(({ flag, text }) => (flag === undefined && text ? [text] : []))];
    const isThere =
      before.some(isHere) && before.every(isHere)
        ? true
        : (await prompt.select(`${summary}: where is it?`, [
            { name: 'on this machine', value: 'here' },
            { name: 'on a collection', value: 'there' },
          ])) === 'there';
    // what is copied comes first, and has to be there
    const judged = before.length ? check : thatIsThere(check);
    return isThere
      ? pick('place', summary, { mustBeThere: !before.length })
      : prompt.input(`${summary}, a path on this machine:`, { check: judged });
  };
  /** The same check for a file that is read. */
  const thatIsThere =
    (check?: Check): Check =>
    async (answer) => {
      const reason = await check?.(answer);
      if (reason !== undefined || !exists || answer === '-' || hasPattern(answer)) return reason;
      return (await exists(answer)) ? undefined : `There is no '${visible(answer)}' here.`;
    };
  const answer = async (parameter: ParamMeta, owner?: string, check?: Check, offered?: string): Promise<string> => {
    // in words alone: how it is spelled is told with the whole line, once all is answered
    const question = `${parameter.summary}:`;
    // a flag may stand before what it belongs to, and is typed then
    if (parameter.thing && (parameter.of === undefined || owner !== undefined)) {
      const { thing, summary, only, mustBeThere } = parameter;
      return pick(thing, summary, { owner, only, mustBeThere });
    }
    if (parameter.alsoHere) return fileAnywhere(parameter, check);
    if (parameter.choices)
      return prompt.select(
        question,
        parameter.choices.map((value) => ({ name: choiceWords(value), value })),
        { former: offered },
      );
    if (parameter.secret) return prompt.secret(question, { check });
    const judged = isRead(parameter) ? thatIsThere(check) : check;
    return prompt.input(question, { check: judged, former: offered });
  };
  return {
    answers,
    note: (answer) => void answers.push(answer),
    drop: (key) => void answers.splice(0, answers.length, ...answers.filter((each) => each.key !== key)),
    askWhich: async (question, ways) => {
      await before(answers);
      const choices = ways.map(({ summary, spelling }) => ({ name: summary, value: spelling }));
      const chosen = await prompt.select(question, choices);
      const way = ways.find(({ spelling }) => spelling === chosen);
      if (!way) throw new TypeError(`'${chosen}' was not among the choices`);
      // one that has a value is on the line with its value
      if (way.flag.kind !== 'value') answers.push({ key: way.flag.key, flag: way.spelling, text: undefined });
      return way;
    },
    ask: async (parameter, owner, check, offered) => {
      await before(answers);
      const text = await answer(parameter, owner, check, offered);
      const [name = ''] = parameter.names;
      if (!parameter.secret) answers.push({ key: parameter.key, flag: name.startsWith('-') ? name : undefined, text });
      return text;
    },
  };
}
