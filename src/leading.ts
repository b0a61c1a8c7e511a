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
import type { Change } from './changes-told.js';
import type { Command, Input, Params } from './command/command.js';
import type { Guide, GuideTools } from './command/guide.js';
import type { AskSettings } from './cli/asked-settings.js';
import type { ParseContext } from './command/param.js';
import type { LogInFirst } from './logins-first.js';
import type { Terminal } from './output/table.js';
import type { Present } from './present-settings.js';
import { retrace } from './retrace.js';
import { shellLine } from './shell.js';
import { visible } from './visible.js';

/** Whoever asks for what a line lacks. */
export type Asked = Pick<Asking, 'ask' | 'askWhich'> & { readonly askSettings?: AskSettings };

interface Line extends Questions {
  readonly command: Command;
  readonly meta: CommandMeta;
  readonly line: Resolved;
  readonly typed: Typed;
  readonly context: Omit<ParseContext, 'name'>;
  readonly guideTools: Omit<GuideTools, keyof TracedQuestions | 'readText'>;
  readonly read: (typed: Typed, asking?: Asked, isDraft?: boolean) => Promise<Input<Params, Params>>;
  readonly logInFirst: LogInFirst;
  /** What the settings are now of the thing that a line names. */
  readonly presentSettings: (typed: Typed) => Promise<Present>;
  readonly terminal: () => Promise<Terminal>;
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

/** The line with the answers so far. */
function withAnswers(typed: Typed, answers: readonly Answer[]): Typed {
  const operands = answers.flatMap(({ flag, text }) => (flag === undefined && text !== undefined ? [text] : []));
  return { ...typed, operands: [...typed.operands, ...operands] };
}
/** The logins of a line with the answers so far. */
const loggedIn =
  ({ typed, logInFirst }: Line) =>
  (answers: readonly Answer[]) =>
    logInFirst(withAnswers(typed, answers));

const around = ({ typed: { operands }, guideTools: { files } }: Line) => ({ typed: operands, exists: files.exists });

async function asked(questions: TracedQuestions, task: Line) {
  const asking = askingFor(questions, loggedIn(task), around(task));
  const changes: Change[] = [];
  const askSettings: AskSettings = async (...given) => {
    const typed = withAnswers(task.typed, asking.answers);
    await task.logInFirst(typed);
    const { askingSettings } = await import('./asking-settings.js');
    const present = () =>
      questions.once(`settings of ${typed.operands.join('\n')}`, () =>
        meanwhile(() => task.presentSettings(typed), task),
      );
    const changed = (change: Change) => void changes.push(change);
    const terminal = await task.terminal();
    const people = { ...task.guideTools, once: questions.once };
    return askingSettings({ questions, asking, people, changes: changed, present, terminal })(...given);
  };
  const input = await task.read(task.typed, { ...asking, askSettings });
  if (asking.answers.length) await agreedToAnswers(input, { asking, changes, questions, task });
  return { input, agree: undefined };
}

/** Tells what the answers came to, and asks whoever is about to change something. What may be lost is asked about in its own way. */
async function agreedToAnswers(
  input: Input<Params, Params>,
  {
    asking,
    changes,
    questions,
    task,
  }: { asking: Asking; changes: readonly Change[]; questions: TracedQuestions; task: Line },
): Promise<void> {
  const [{ changesTold, lastQuestion }, { agreed }] = await Promise.all([
    import('./changes-told.js'),
    import('./guiding.js'),
  ]);
  for (const line of changesTold(changes)) task.tell(visible(line));
  sayLine(wordsOf(asking.answers), task);
  if (!input.given('dryRun') && !losesSomething(task.command, input.given))
    await agreed(lastQuestion(task.meta, changes), questions.prompt);
}

/** A screen that stays empty says what is looked up. */
const meanwhile = <T>(work: () => Promise<T>, { prompt: { screen } }: Line): Promise<T> =>
  screen ? screen.meanwhile('Looking up what is set now …', work) : work();

async function led(guide: Guide, questions: TracedQuestions, task: Line) {
  const { command, meta, line, typed, context, read } = task;
  const { agreed, guided, isLacking, textsOf } = await import('./guiding.js');
  const tools = { ...task.guideTools, ...questions, readText: context.readText };
  const lacksMore = async () => {
    if (!guide.lacks) return false;
    await task.logInFirst(typed);
    return guide.lacks(textsOf(meta, typed), tools);
  };
  if (!isLacking(guide, meta, typed) && !(await lacksMore())) return asked(questions, task);
  const asking = askingFor(questions, loggedIn(task), around(task));
  await read(typed, asking, true);
  const { words, told, question } = await guided({
    guide,
    meta,
    rest: line.rest,
    answers: asking.answers,
    tools: {
      ...tools,
      before: task.logInFirst,
      complaint: (words) => complaintAbout(words, { command, meta, context }),
    },
  });
  for (const line of told) task.tell(line);
  sayLine(words, task);
  const input = await read(parseLine(meta, [...line.rest, ...words]));
  // where something may be lost, that is asked about in its place, once it is known
  if (losesSomething(command, input.given)) return { input, agree: () => agreed(question, task.prompt) };
  if (!input.given('dryRun')) await agreed(question, questions.prompt);
  return { input, agree: undefined };
}

const sayLine = (words: readonly string[], { line, say }: Line) =>
  say(`Without questions: ${visible(shellLine([...line.words, ...line.rest, ...words]))}`);
