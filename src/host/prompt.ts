import type { AnswerCheck, Prompt } from '../tools.js';
import { asked, type CtrlKeys, leaving, pageSize, searchPrompt } from './search-prompt.js';
import { InterruptedError, UsageError } from '../errors.js';
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

const searchKeys = 'Type to search · ↑↓ and Enter choose · Esc goes back';

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
    const { createPromptModule } = await import('inquirer');
    const prompt = createPromptModule({
      input: runtime.stdin,
      output: await output(),
      // what a search found is of no use once one chose or went back
      clearPromptOnDone: question['type'] === 'search',
      signal: signal ? AbortSignal.any([signal, interrupted]) : interrupted,
    });
    if (question['type'] === 'several')
      prompt.registerPrompt('several', (await import('./several-prompt.js')).severalPrompt as never);
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
  /** The same where Esc is an answer, too. */
  const askLeavable = async (
    question: Record<string, unknown>,
    onEscape: string,
    { signal, onCtrl }: { readonly signal?: AbortSignal | undefined; readonly onCtrl?: CtrlKeys | undefined } = {},
  ): Promise<string> => {
    const leave = leaving(runtime, onCtrl);
    try {
      return await ask<string>(question, signal ? AbortSignal.any([signal, leave.signal]) : leave.signal);
    } catch (error) {
      if (leave.signal.aborted) return onEscape;
      throw error;
    } finally {
      leave.end();
    }
  };
  return {
    available,
    input: (text, { default: standard, signal, check, onEscape, onCtrl } = {}) => {
      const question = {
        type: 'input',
        message: asked(text),
        ...(standard !== undefined && { default: visible(standard) }),
        ...checking(check),
      };
      return onEscape === undefined ? ask(question, signal) : askLeavable(question, onEscape, { signal, onCtrl });
    },
    secret: (text, { check } = {}) => ask({ type: 'password', mask: true, message: asked(text), ...checking(check) }),
    confirm: async (text, { default: standard = false } = {}) => {
      if (available) await (await import('./typed-ahead.js')).dropTypedAhead(runtime);
      const choice = standard ? 'Y/n' : 'y/N';
      const meaning = (answer: string) => (['', choice].includes(answer) ? standard : truthOf(answer.trim()));
      const question = {
        type: 'input',
        message: asked(text),
        default: choice,
        theme: { validationFailureMode: 'clear' },
        validate: (answer: string) => meaning(answer) !== undefined || 'Please answer y (yes) or n (no).',
        transformer: (answer: string, { isFinal }: { readonly isFinal: boolean }) =>
          isFinal ? (meaning(answer) ? 'Yes' : 'No') : answer,
      };
      return meaning(await askLeavable(question, 'n')) === true;
    },
    select: (text, choices) =>
      ask({
        type: 'select',
        message: asked(text),
        choices: choices.map(({ name, value }) => ({ name: visible(name), short: visible(name), value })),
      }),
    search: (text, source, { keys = searchKeys } = {}) => searchPrompt(runtime, ask, text, source, { keys, echo }),
    several: (text, choices) =>
      ask({
        type: 'several',
        message: asked(text),
        pageSize: pageSize(runtime),
        choices: choices.map(({ line, short, value }) => ({ line, short: visible(short), value })),
      }),
  };
}

/** A check, as inquirer wants it. */
const checking = (check: AnswerCheck | undefined) =>
  check && {
    validate: async (answer: string): Promise<true | string> => {
      const reason = await check(answer);
      return reason === undefined || visible(reason);
    },
  };
