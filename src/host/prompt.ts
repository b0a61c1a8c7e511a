import type { Interface } from 'node:readline';
import type { AnswerCheck, OnEscape, Prompt, Several } from '../tools.js';
import { answered, asked, below } from './asked.js';
import { screenRows } from './screen-rows.js';
import { type CtrlKeys, leaving, pageSize, searchPrompt } from './search-prompt.js';
import { InterruptedError, UsageError, WentBackError } from '../errors.js';
import { cut, wrapped } from '../output/cut.js';
import { visible } from '../visible.js';
import type { Runtime } from '../runtime.js';
import { truthOf } from '../truth.js';

/** Whether a question ended because the person left it (Ctrl-C), as inquirer says so: its classes are not loaded here. */
const isQuit = (cause: unknown) =>
  cause instanceof Error && ['ExitPromptError', 'AbortPromptError', 'CancelPromptError'].includes(cause.name);

const isAborted = (signal: AbortSignal | undefined) => signal?.aborted === true;

/** Whether a flag or a variable says that nobody is there to be asked. */
export const isUnattended = (env: Runtime['env'], noInput: boolean): boolean =>
  noInput || truthOf(env['GLOBUS_CLI_INTERACTIVE'] ?? '') === false;

/**
 * Whether a person can answer: both ends are a terminal, and nothing says otherwise. stdin is looked at last: looking opens it,
 * and off a terminal nobody needs it.
 */
export const isInteractive = (runtime: Runtime, noInput: boolean): boolean =>
  !isUnattended(runtime.env, noInput) && Boolean(runtime.stderr.isTTY && runtime.stdin.isTTY);

/** Whether a person is there, and would not see a question: they sent stderr, where questions are written, elsewhere. stdin last, as above. */
export const isUnheard = (runtime: Runtime, noInput: boolean): boolean =>
  !isUnattended(runtime.env, noInput) && Boolean(runtime.stdout.isTTY && !runtime.stderr.isTTY && runtime.stdin.isTTY);

/** What Esc does, as it is told last of the keys. */
const escapes: Readonly<Record<OnEscape, string>> = { back: 'Esc goes back', leave: 'Esc leaves' };
const choosing = '↑↓ and Enter choose';

/** The questions that are of our own, and what loads each. */
const ours: Readonly<Record<string, (() => Promise<unknown>) | undefined>> = {
  answer: async () => (await import('./answer-prompt.js')).answerPrompt,
  several: async () => (await import('./several-prompt.js')).severalPrompt,
};
/** Of these the answer is told in a line of its own: what else they showed is of no use once one answered, or went back. */
const passing = new Set(['search', 'answer', 'several', 'select', 'password']);
const lists = new Set(['search', 'several', 'select']);
/** A terminal sends Esc alone, and at the begin of keys such as the arrows: what comes within this time belongs to it; milliseconds. */
const escapeTime = 100;

/** What stands behind a question: the answer that is offered, or room for one. The cursor stays on the line of a former one. */
const following = ({ type, default: offered, formerShown }: Readonly<Record<string, unknown>>): string =>
  type !== 'answer'
    ? ''
    : typeof formerShown === 'string'
      ? `${formerShown} `
      : typeof offered === 'string'
        ? `(${offered})`
        : ' '.repeat(12);
/** A former answer, as it is offered again: of a long one the begin. */
const keeping = (former: string, columns: number) =>
  `(Enter keeps “${cut(visible(former), Math.max(10, columns - 24))}”)`;

/** One question of inquirer's; rejects with the reason of `signal` where that is aborted. */
export type Ask = <T>(question: Record<string, unknown>, signal?: AbortSignal) => Promise<T>;

/** Questions to a person, on stderr so that stdout stays data. inquirer is loaded with the first one. */
export function createPrompt(runtime: Runtime, available: boolean, interrupted: AbortSignal, hasColor = true): Prompt {
  // inquirer knows no NO_COLOR
  const looks = async () => (hasColor ? (text: string) => text : (await import('./question-paper.js')).colorless);
  const onLines = (keys: string) => wrapped(keys, runtime.stderr.columns || 80).join('\n');
  const keysTold = (keys: string, escape: OnEscape = 'leave') => onLines(`${keys} · ${escapes[escape]}`);
  const { aside, isOthers, ...rows } = screenRows(runtime);
  const ask: Ask = (question, signal) => aside(() => askAside(question, signal));
  const askAside: Ask = async <T>(question: Record<string, unknown>, signal?: AbortSignal): Promise<T> => {
    if (!available) throw new UsageError('There is nobody to ask: this is not a terminal, or --no-input was given.');
    if (isAborted(interrupted)) throw new InterruptedError('Interrupted.');
    const [{ createPromptModule }, { emitKeypressEvents }, { questionPaper }, { stepsAside }] = await Promise.all([
      import('inquirer'),
      import('node:readline'),
      import('./question-paper.js'),
      import('./stepping-aside.js'),
    ]);
    const type = String(question['type']);
    // an Enter of before would take the first row of a list that nobody has seen
    if (lists.has(type)) await (await import('./typed-ahead.js')).dropTypedAhead(runtime);
    const paper = questionPaper(runtime.stderr, await looks());
    const prompt = createPromptModule({
      input: runtime.stdin,
      output: paper.stream,
      clearPromptOnDone: passing.has(type),
      signal: signal ? AbortSignal.any([signal, interrupted]) : interrupted,
    });
    const own = await ours[type]?.();
    if (own) prompt.registerPrompt(type, own as never);
    // before inquirer does, which would wait half a second for what comes after Esc; no more than this is read of an interface
    emitKeypressEvents(runtime.stdin, { escapeCodeTimeout: escapeTime } as unknown as Interface);
    const again = () => {
      isOthers();
      paper.again();
    };
    const staysHere = stepsAside(runtime, { leave: paper.leave, again });
    try {
      const answers = (await prompt([{ ...question, name: 'answer' }] as never)) as { answer: T };
      return answers.answer;
    } catch (cause) {
      if (isAborted(signal) || !(isAborted(interrupted) || isQuit(cause))) throw cause;
      throw new InterruptedError('Interrupted.', { cause });
    } finally {
      staysHere();
    }
  };
  const echo = async (question: string, answer: string) => {
    const { makeTheme } = await import('@inquirer/core');
    const { prefix, style } = makeTheme({});
    const done = typeof prefix === 'string' ? prefix : prefix.done;
    const [message, told] = answered(runtime, question, answer);
    runtime.stderr.write((await looks())(`${done} ${style.message(message, 'done')}${told && style.answer(told)}\n`));
  };
  /** The same where Esc goes back; `told` is the answer as it stays on the screen. */
  const askLeavable = async <T extends string>(
    { text, ...question }: Record<string, unknown> & { readonly text: string },
    told: (answer: T) => string,
    { signal, onCtrl }: { readonly signal?: AbortSignal | undefined; readonly onCtrl?: CtrlKeys | undefined } = {},
  ): Promise<T> => {
    const leave = leaving(runtime, onCtrl);
    try {
      const ended = signal ? AbortSignal.any([signal, leave.signal]) : leave.signal;
      const answer = await ask<T>({ ...question, message: asked(runtime, text, following(question)) }, ended);
      await echo(text, told(answer));
      return answer;
    } catch (error) {
      if (leave.signal.aborted) throw new WentBackError();
      throw error;
    } finally {
      leave.end();
    }
  };
  return {
    available,
    screen: { ...rows, tell: echo },
    input: async (text, { default: standard, signal, check, onEscape, onCtrl, former, escape } = {}) => {
      const question = {
        type: 'answer',
        text,
        ...(standard !== undefined && { default: visible(standard) }),
        ...checking(check, runtime),
        ...(former && { former, formerShown: keeping(former, runtime.stderr.columns || 80) }),
        keys: keysTold(former ? 'Tab edits it · Enter continues' : 'Enter continues', escape),
      };
      const answer = askLeavable(question, visible, { signal, onCtrl });
      return onEscape === undefined ? answer : answer.catch(orIfLeft(onEscape));
    },
    secret: (text, { check, escape } = {}) => {
      const keys = keysTold('Ctrl-T shows what is typed · Enter continues', escape);
      const theme = { style: { keysHelpTip: () => keys } };
      return askLeavable(
        { type: 'password', mask: true, theme, text, ...checking(check, runtime) },
        () => '(not shown)',
      );
    },
    confirm: async (text, { default: standard = false, escape } = {}) => {
      if (available) await (await import('./typed-ahead.js')).dropTypedAhead(runtime);
      const choice = standard ? 'Y/n' : 'y/N';
      const meaning = (answer: string) => (['', choice].includes(answer) ? standard : truthOf(answer.trim()));
      const question = {
        type: 'answer',
        text,
        default: choice,
        clearsWrong: true,
        validate: (answer: string) => meaning(answer) !== undefined || 'Please answer y (yes) or n (no).',
        keys: escape ? keysTold('y or n, and Enter', escape) : 'y or n, and Enter · Esc is no',
      };
      const answer = askLeavable(question, (answer) => (meaning(answer) ? 'Yes' : 'No'));
      if (escape) return meaning(await answer) === true;
      const known = await answer.catch(orIfLeft(undefined));
      if (known === undefined) await echo(text, 'No');
      return known !== undefined && meaning(known) === true;
    },
    select: (text, choices, { former, escape } = {}) => {
      const { columns = 80 } = runtime.stderr;
      const names = new Map<string, string>(choices.map(({ name, value }) => [value, visible(name)]));
      return askLeavable(
        {
          type: 'select',
          text,
          pageSize: pageSize(runtime),
          theme: { style: { keysHelpTip: () => keysTold(choosing, escape) } },
          ...(former !== undefined && { default: former }),
          // a choice is one line, as in other lists
          choices: [...names].map(([value, name]) => ({ name: cut(name, columns - 3), short: name, value })),
        },
        (answer) => names.get(answer) ?? '',
      );
    },
    search: (text, source, { escape, keys = `Type to search · ${choosing}`, check } = {}) =>
      searchPrompt(runtime, ask, text, source, { keys: keysTold(keys, escape), echo, ...checking(check, runtime) }),
    several: async (text, choices, { former, escape } = {}) => {
      const taken = await ask<Several | undefined>({
        type: 'several',
        message: asked(runtime, text),
        pageSize: pageSize(runtime),
        former,
        keys: (marked: number) =>
          keysTold(`${marked ? `${marked} marked · ` : ''}Tab marks · Enter takes what is marked, or this`, escape),
        choices: choices.map(({ line, value, words }) => ({ line, value, ...(words !== undefined && { words }) })),
      });
      if (!taken) return undefined;
      const chosen = choices.filter(({ value }) => taken.values.includes(value));
      await echo(text, chosen.map(({ short }) => visible(short)).join(', '));
      return taken;
    },
  };
}

/** What Esc means, where it is an answer. */
const orIfLeft =
  <T>(meaning: T) =>
  (error: unknown): T => {
    if (error instanceof WentBackError) return meaning;
    throw error;
  };

/** A check, as inquirer wants it. */
const checking = (check: AnswerCheck | undefined, runtime: Runtime) =>
  check && {
    validate: async (answer: string): Promise<true | string> => {
      const reason = await check(answer);
      return reason === undefined || below(runtime, visible(reason));
    },
  };
