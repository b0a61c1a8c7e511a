import type { Interface } from 'node:readline';
import type { AnswerCheck, OnEscape, Prompt } from '../tools.js';
import { asked, type CtrlKeys, leaving, pageSize, searchPrompt } from './search-prompt.js';
import { InterruptedError, UsageError, WentBackError } from '../errors.js';
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

/** What Esc does, as it is told last of the keys. */
const escapes: Readonly<Record<OnEscape, string>> = { back: 'Esc goes back', leave: 'Esc leaves' };
const keysTold = (keys: string, escape: OnEscape = 'leave') => `${keys} · ${escapes[escape]}`;
const choosing = '↑↓ and Enter choose';

/** The questions that are of our own, and what loads each. */
const ours: Readonly<Record<string, (() => Promise<unknown>) | undefined>> = {
  answer: async () => (await import('./answer-prompt.js')).answerPrompt,
  several: async () => (await import('./several-prompt.js')).severalPrompt,
};
/** Of these the answer is told in a line of its own: what else they showed is of no use once one answered, or went back. */
const passing = new Set(['search', 'answer', 'several', 'select', 'password']);
/** A terminal sends Esc alone, and at the begin of keys such as the arrows: what comes within this time belongs to it; milliseconds. */
const escapeTime = 100;

/** One question of inquirer's; rejects with the reason of `signal` where that is aborted. */
export type Ask = <T>(question: Record<string, unknown>, signal?: AbortSignal) => Promise<T>;

/** Questions to a person, on stderr so that stdout stays data. inquirer is loaded with the first one. */
export function createPrompt(runtime: Runtime, available: boolean, interrupted: AbortSignal, hasColor = true): Prompt {
  // inquirer knows no NO_COLOR
  const output = async () =>
    hasColor
      ? // somebody is there to be asked only where this is a terminal, and a terminal is a stream of Node's
        (runtime.stderr as NodeJS.WriteStream)
      : (await import('./colorless.js')).colorless(runtime.stderr);
  const ask: Ask = async <T>(question: Record<string, unknown>, signal?: AbortSignal): Promise<T> => {
    if (!available) throw new UsageError('There is nobody to ask: this is not a terminal, or --no-input was given.');
    if (isAborted(interrupted)) throw new InterruptedError('Interrupted.');
    const [{ createPromptModule }, { emitKeypressEvents }] = await Promise.all([
      import('inquirer'),
      import('node:readline'),
    ]);
    const type = String(question['type']);
    const prompt = createPromptModule({
      input: runtime.stdin,
      output: await output(),
      clearPromptOnDone: passing.has(type),
      signal: signal ? AbortSignal.any([signal, interrupted]) : interrupted,
    });
    const own = await ours[type]?.();
    if (own) prompt.registerPrompt(type, own as never);
    // before inquirer does, which would wait half a second for what comes after Esc; no more than this is read of an interface
    emitKeypressEvents(runtime.stdin, { escapeCodeTimeout: escapeTime } as unknown as Interface);
    try {
      const answers = (await prompt([{ ...question, name: 'answer' }] as never)) as { answer: T };
      return answers.answer;
    } catch (cause) {
      if (isAborted(signal) || !(isAborted(interrupted) || isQuit(cause))) throw cause;
      throw new InterruptedError('Interrupted.', { cause });
    }
  };
  const echo = async (question: string, answer: string) => {
    const { makeTheme } = await import('@inquirer/core');
    const { prefix, style } = makeTheme({});
    const done = typeof prefix === 'string' ? prefix : prefix.done;
    (await output()).write(`${done} ${style.message(question, 'done')} ${style.answer(answer)}\n`);
  };
  /** The same where Esc goes back; `told` is the answer as it stays on the screen. */
  const askLeavable = async <T extends string>(
    { message, ...question }: Record<string, unknown> & { readonly message: string },
    told: (answer: T) => string,
    { signal, onCtrl }: { readonly signal?: AbortSignal | undefined; readonly onCtrl?: CtrlKeys | undefined } = {},
  ): Promise<T> => {
    const leave = leaving(runtime, onCtrl);
    try {
      const ended = signal ? AbortSignal.any([signal, leave.signal]) : leave.signal;
      const answer = await ask<T>({ ...question, message }, ended);
      await echo(message, told(answer));
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
    input: async (text, { default: standard, signal, check, onEscape, onCtrl, former, escape } = {}) => {
      const question = {
        type: 'answer',
        message: asked(text),
        ...(standard !== undefined && { default: visible(standard) }),
        ...checking(check),
        former,
        keys: keysTold('Enter goes on', escape),
      };
      const answer = askLeavable(question, visible, { signal, onCtrl });
      return onEscape === undefined ? answer : answer.catch(orIfLeft(onEscape));
    },
    secret: (text, { check, escape } = {}) => {
      const keys = keysTold('Ctrl-T shows what is typed · Enter goes on', escape);
      const theme = { style: { keysHelpTip: () => keys } };
      return askLeavable(
        { type: 'password', mask: true, theme, message: asked(text), ...checking(check) },
        () => '(not shown)',
      );
    },
    confirm: async (text, { default: standard = false, escape } = {}) => {
      if (available) await (await import('./typed-ahead.js')).dropTypedAhead(runtime);
      const choice = standard ? 'Y/n' : 'y/N';
      const meaning = (answer: string) => (['', choice].includes(answer) ? standard : truthOf(answer.trim()));
      const question = {
        type: 'answer',
        message: asked(text),
        default: choice,
        clearsWrong: true,
        validate: (answer: string) => meaning(answer) !== undefined || 'Please answer y (yes) or n (no).',
        keys: escape ? keysTold('y or n, and Enter', escape) : 'y or n, and Enter · Esc is no',
      };
      const answer = askLeavable(question, (answer) => (meaning(answer) ? 'Yes' : 'No'));
      if (escape) return meaning(await answer) === true;
      const known = await answer.catch(orIfLeft(undefined));
      if (known === undefined) await echo(question.message, 'No');
      return known !== undefined && meaning(known) === true;
    },
    select: (text, choices, { former, escape } = {}) => {
      const names = new Map<string, string>(choices.map(({ name, value }) => [value, visible(name)]));
      return askLeavable(
        {
          type: 'select',
          message: asked(text),
          pageSize: pageSize(runtime),
          theme: { style: { keysHelpTip: () => keysTold(choosing, escape) } },
          ...(former !== undefined && { default: former }),
          choices: [...names].map(([value, name]) => ({ name, short: name, value })),
        },
        (answer) => names.get(answer) ?? '',
      );
    },
    search: (text, source, { escape, keys = `Type to search · ${choosing}` } = {}) =>
      searchPrompt(runtime, ask, text, source, { keys: keysTold(keys, escape), echo }),
    several: async (text, choices, { former = [], escape } = {}) => {
      const marked = await ask<readonly string[] | undefined>({
        type: 'several',
        message: asked(text),
        pageSize: pageSize(runtime),
        marked: former,
        keys: keysTold('Tab marks · Enter takes what is marked, or this', escape),
        choices: choices.map(({ line, value }) => ({ line, value })),
      });
      if (!marked) return undefined;
      const taken = choices.filter(({ value }) => marked.includes(value));
      await echo(asked(text), taken.map(({ short }) => visible(short)).join(', '));
      return marked;
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
const checking = (check: AnswerCheck | undefined) =>
  check && {
    validate: async (answer: string): Promise<true | string> => {
      const reason = await check(answer);
      return reason === undefined || visible(reason);
    },
  };
