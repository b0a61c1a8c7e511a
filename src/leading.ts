import type { CommandMeta } from './cli/manifest.js';
import { parseLine, type Typed } from './cli/parse.js';
import type { Resolved } from './cli/resolve.js';
import { losesSomething } from './cli/execute.js';
import { complaintAbout } from './cli/values.js';
import {
  type Answer,
  askingFor,
  type Asking,
  type Questions,
  type TracedQuestions,
  tracedQuestions,
  wordsOf,
} from './asking.js';
import type { Command, Input, Params } from './command/command.js';
import type { Guide, GuideTools } from './command/guide.js';
import type { ParseContext } from './command/param.js';
import type { LogInFirst } from './logins-first.js';
import { retrace } from './retrace.js';
import { shellLine } from './shell.js';
import { visible } from './visible.js';

interface Line extends Questions {
  readonly command: Command;
  readonly meta: CommandMeta;
  readonly line: Resolved;
  readonly typed: Typed;
  readonly context: Omit<ParseContext, 'name'>;
  readonly guideTools: Omit<GuideTools, keyof TracedQuestions | 'readText'>;
  readonly read: (
    typed: Typed,
    asking?: Pick<Asking, 'ask' | 'askWhich'>,
    isDraft?: boolean,
  ) => Promise<Input<Params, Params>>;
  readonly logInFirst: LogInFirst;
  /** Says a line as it is: it is copied. */
  readonly say: (text: string) => void;
  readonly tell: (text: string) => void;
}

/**
 * The input of a line whose person can be asked for what is missing, and goes back among the questions with Esc. `agree` is the last
 * question, where it has to wait until it is known what is lost.
 */
export async function inputOf(task: Line): Promise<{
  readonly input: Input<Params, Params>;
  readonly agree: (() => Promise<void>) | undefined;
}> {
  return retrace((trail) => {
    const questions = tracedQuestions(task, trail);
    return task.command.guide ? led(task.command.guide, questions, task) : asked(questions, task);
  }, task.prompt.screen);
}

/** The logins of a line with the answers so far. */
const loggedIn =
  ({ typed, logInFirst }: Line) =>
  (answers: readonly Answer[]) => {
    const operands = answers.flatMap(({ flag, text }) => (flag === undefined && text !== undefined ? [text] : []));
    return logInFirst({ ...typed, operands: [...typed.operands, ...operands] });
  };

async function asked(questions: TracedQuestions, task: Line) {
  const asking = askingFor(questions, loggedIn(task));
  const input = await task.read(task.typed, asking);
  if (asking.answers.length) sayLine(wordsOf(asking.answers), task);
  return { input, agree: undefined };
}

async function led(guide: Guide, questions: TracedQuestions, task: Line) {
  const { command, meta, line, typed, context, read } = task;
  const { agreed, guided, isLacking } = await import('./guiding.js');
  if (!isLacking(guide, meta, typed)) return asked(questions, task);
  const asking = askingFor(questions, loggedIn(task));
  await read(typed, asking, true);
  const { words, told } = await guided({
    guide,
    meta,
    rest: line.rest,
    answers: asking.answers,
    tools: {
      ...task.guideTools,
      ...questions,
      readText: context.readText,
      before: task.logInFirst,
      complaint: (words) => complaintAbout(words, { command, meta, context }),
    },
  });
  for (const line of told) task.tell(line);
  sayLine(words, task);
  const input = await read(parseLine(meta, [...line.rest, ...words]));
  // where something may be lost, that is asked about in its place, once it is known
  if (losesSomething(command, input.given)) return { input, agree: () => agreed(guide, task.prompt) };
  if (!input.given('dryRun')) await agreed(guide, questions.prompt);
  return { input, agree: undefined };
}

const sayLine = (words: readonly string[], { line, say }: Line) =>
  say(`Without questions: ${visible(shellLine([...line.words, ...line.rest, ...words]))}`);
