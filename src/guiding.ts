import type { CommandMeta } from './cli/manifest.js';
import type { Typed } from './cli/parse.js';
import type { Answer } from './asking.js';
import type { Guide, Offer } from './command/guide.js';
import { InterruptedError } from './errors.js';
import type { Prompt } from './tools.js';
import { visible } from './visible.js';

interface Guiding {
  readonly guide: Guide;
  readonly meta: CommandMeta;
  readonly typed: Typed;
  /** What was asked for so far. */
  readonly answers: readonly Answer[];
  readonly prompt: Pick<Prompt, 'input' | 'select' | 'confirm'>;
}

/** Asks what else there is to say of a line that a person was asked for: the words to add to what they typed, and what will happen. */
export async function guided({ guide, meta, typed, answers, prompt }: Guiding): Promise<{
  readonly words: readonly string[];
  readonly told: readonly string[];
}> {
  const operands = [...typed.operands];
  const chosen = new Map(answers.map((answer) => [answer.key, answer.text]));
  const all = Object.fromEntries(
    meta.args.flatMap(({ key }) => {
      const text = chosen.get(key) ?? operands.shift();
      return text === undefined ? [] : [[key, text]];
    }),
  );
  const mended = Object.fromEntries(
    Object.entries(all).map(([key, text]) => [key, chosen.has(key) ? (guide.mend?.(key, text, all) ?? text) : text]),
  );
  const words = answers.flatMap(({ key, flag, text }) => [...(flag ? [flag] : []), mended[key] ?? text]);
  for (const offer of guide.offers)
    if (!offer.answeredBy.some((key) => typed.given.has(key))) words.push(...(await answerTo(offer, prompt)));
  return { words, told: guide.tells(mended).map(visible) };
}

async function answerTo(
  { question, choices, words }: Offer,
  prompt: Pick<Prompt, 'input' | 'select'>,
): Promise<readonly string[]> {
  if (choices) {
    const picked = await prompt.select(
      question,
      choices.map(({ name }, i) => ({ name, value: String(i) })),
    );
    return choices[Number(picked)]?.words ?? [];
  }
  const text = (await prompt.input(question)).trim();
  return text === '' ? [] : (words?.(text) ?? []);
}

/** The last question, once the line is known to be right. Throws InterruptedError where it is denied. */
export async function agreed({ question }: Guide, prompt: Pick<Prompt, 'confirm'>): Promise<void> {
  if (!(await prompt.confirm(question, { default: true }))) throw new InterruptedError('Nothing was sent.');
}
