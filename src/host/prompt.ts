import type { Prompt } from '../tools.js';
import { asked, pageSize, searchPrompt } from './search-prompt.js';
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

/** One question of inquirer's; rejects with the reason of `signal` where that is aborted. */
export type Ask = <T>(question: Record<string, unknown>, signal?: AbortSignal) => Promise<T>;

/** Questions to a person, on stderr so that stdout stays data. inquirer is loaded with the first one. */
export function createPrompt(runtime: Runtime, available: boolean, interrupted: AbortSignal, hasColor = true): Prompt {
  const ask: Ask = async <T>(question: Record<string, unknown>, signal?: AbortSignal): Promise<T> => {
    if (!available) throw new UsageError('There is nobody to ask: this is not a terminal, or --no-input was given.');
    if (isAborted(interrupted)) throw new InterruptedError('Interrupted.');
    const { createPromptModule } = await import('inquirer');
    // inquirer knows no NO_COLOR
    const output = hasColor ? runtime.stderr : (await import('./colorless.js')).colorless(runtime.stderr);
    const prompt = createPromptModule({
      input: runtime.stdin,
      output,
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
  return {
    available,
    input: (text, options = {}) =>
      ask(
        {
          type: 'input',
          message: asked(text),
          ...(options.default !== undefined && { default: visible(options.default) }),
        },
        options.signal,
      ),
    secret: (text) => ask({ type: 'password', mask: true, message: asked(text) }),
    confirm: (text, options = {}) => ask({ type: 'confirm', message: asked(text), default: options.default ?? false }),
    select: (text, choices) =>
      ask({
        type: 'select',
        message: asked(text),
        choices: choices.map(({ name, value }) => ({ name: visible(name), short: visible(name), value })),
      }),
    search: (text, source) => searchPrompt(runtime, ask, text, source),
    several: (text, choices) =>
      ask({
        type: 'several',
        message: asked(text),
        pageSize: pageSize(runtime),
        choices: choices.map(({ line, short, value }) => ({ line, short: visible(short), value })),
      }),
  };
}
