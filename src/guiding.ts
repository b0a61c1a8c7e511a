import type { CommandMeta } from './cli/manifest.js';
import { parseLine, type Typed } from './cli/parse.js';
import { noAnswer } from './cli/values.js';
import { type Answer, type TracedQuestions, wordsOf } from './asking.js';
import type { Answered, Guide, GuideTools, Texts } from './command/guide.js';
import { CliError, InterruptedError, UsageError } from './errors.js';
import type { Prompt } from './tools.js';
import { visible } from './visible.js';

interface Guiding {
  readonly guide: Guide;
  readonly meta: CommandMeta;
  /** The words of the line after the path of its command. */
  readonly rest: readonly string[];
  /** What was asked for so far. */
  readonly answers: readonly Answer[];
  readonly tools: GuideTools &
    Pick<TracedQuestions, 'pickSeveral'> & {
      /** Why words cannot be added to the line. */
      readonly complaint: (words: readonly string[]) => Promise<string | undefined>;
      /** What is done before each question, of the line as it is by then. */
      readonly before: (typed: Typed) => Promise<void>;
    };
}

/** The keys of what stands on a line. */
const keysOn = (meta: CommandMeta, typed: Typed): ReadonlySet<string> =>
  new Set([...typed.given.keys(), ...meta.args.slice(0, typed.operands.length).map(({ key }) => key)]);

/** Whether something is missing that a person is to be led to: what the command requires, or what its guide says is needed. */
export function isLacking({ offers }: Guide, meta: CommandMeta, typed: Typed): boolean {
  const keys = keysOn(meta, typed);
  return (
    [...meta.args, ...meta.flags].some(({ key, required }) => required && !keys.has(key)) ||
    meta.args.some(({ asks = [] }, i) => typed.operands.length - i < asks.length) ||
    offers.some(({ isNeeded, answeredBy }) => isNeeded && !answeredBy.some((key) => keys.has(key)))
  );
}

/** Asks what else there is to say of a line that a person was asked for: the words to add to what they typed, and what will happen. */
export async function guided({ guide, meta, rest, answers, tools }: Guiding): Promise<{
  readonly words: readonly string[];
  readonly told: readonly string[];
  /** Asked last, once the line is known to be right. */
  readonly question: string | undefined;
}> {
  const typed = parseLine(meta, rest);
  const asked = Object.fromEntries(answers.map(({ key, text = 'true' }) => [key, text]));
  const all = { ...textsOf(meta, typed), ...asked };
  const words = [...wordsOf(answers, (key, text) => guide.mend?.(key, text, all) ?? text)];
  const now = () => parseLine(meta, [...rest, ...words]);
  const texts = () => textsOf(meta, now());
  const refusal = await guide.refuses?.(texts(), tools);
  if (refusal !== undefined) throw new UsageError(refusal);
  for (const offer of guide.offers) {
    const keys = keysOn(meta, now());
    if (offer.answeredBy.some((key) => keys.has(key))) continue;
    await tools.before(now());
    if (await offer.unless?.(texts(), tools)) continue;
    words.push(...(await answerTo(offer, { ...tools, texts }, offer.isNeeded)));
  }
  await tools.before(now());
  if (guide.more) words.push(...(await guide.more(texts(), tools)));
  const { tells, question } = guide;
  return {
    words,
    told: ((await tells?.(texts(), tools)) ?? []).map(visible),
    question: typeof question === 'function' ? await question(texts(), tools) : question,
  };
}

/** What stands on a line for each argument and each flag: `true` for a switch, and several values a line each. */
export function textsOf(meta: CommandMeta, { operands, given }: Typed): Texts {
  const flags = [...given].flatMap(([key, values]) => {
    const value = values.at(-1);
    return value === undefined ? [] : [[key, String(value)] as const];
  });
  const args = meta.args.flatMap(({ key, multiple }, i) => {
    const text = multiple ? operands.slice(i).join('\n') : operands[i];
    return text ? [[key, text] as const] : [];
  });
  return Object.fromEntries([...flags, ...args]);
}

async function answerTo(
  offer: Answered,
  tools: Guiding['tools'] & { readonly texts: () => Texts },
  isNeeded = false,
): Promise<readonly string[]> {
  const { question } = offer;
  if ('choices' in offer) {
    const { choices: given } = offer;
    const all = typeof given === 'function' ? await given(tools.texts(), tools) : given;
    const choices = all.map(({ name }, i) => ({ name: visible(name), value: String(i) }));
    const choice = all.length === 1 ? all[0] : all[Number(await tools.prompt.select(question, choices))];
    const { words = [], then } = choice ?? {};
    return then ? [...words, ...(await answerTo(then, tools, true))] : words;
  }
  if ('pick' in offer) return offer.words(await tools.pick(offer.pick, question, { only: offer.only }));
  if ('pickSeveral' in offer) return (await tools.pickSeveral(offer.pickSeveral, question)).flatMap(offer.words);
  const check = async (text: string) => {
    if (text.trim() === '') return isNeeded ? noAnswer : undefined;
    return (await tools.complaint(offer.words(text.trim()))) ?? offer.check?.(text.trim(), tools, tools.texts());
  };
  const text = (await tools.prompt.input(question, { check, former: await formerOf(offer, tools) })).trim();
  return text === '' ? [] : offer.words(text);
}

/** What a text is now that is asked for; undefined where no service says it. */
async function formerOf(
  { former }: Extract<Answered, { former?: unknown }>,
  tools: Guiding['tools'] & { readonly texts: () => Texts },
): Promise<string | undefined> {
  const texts = tools.texts();
  const found = former && tools.once(`former ${JSON.stringify(texts)}`, () => former(texts, tools));
  return found?.catch((error: unknown) => {
    if (error instanceof CliError) return undefined;
    throw error;
  });
}

/** The last question, once the line is known to be right. Throws InterruptedError where it is denied. */
export async function agreed(question: string | undefined, prompt: Pick<Prompt, 'confirm'>): Promise<void> {
  if (question !== undefined && !(await prompt.confirm(question, { default: true })))
    throw new InterruptedError('Nothing was changed.');
}
