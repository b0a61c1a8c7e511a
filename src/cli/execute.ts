import type { Command, Input, Params } from '../command/command.js';
import { isIncomplete } from '../command/incomplete.js';
import type { Need } from '../command/needs.js';
import { type CliError, InterruptedError } from '../errors.js';
import type { Prompt } from '../tools.js';

/** What executing a command takes from the outside. */
export interface Surroundings {
  /** Makes what the command needs. Throws AuthRequiredError where a login is missing. */
  readonly inject: (needs: readonly Need[]) => Promise<object>;
  /** Who answers the question of a command with `confirm`; where nobody can, it goes ahead. */
  readonly prompt: Pick<Prompt, 'available' | 'confirm'>;
}
export interface Outcome {
  /** The service's document, a `Listing` of rows still to come, or undefined for nothing to show. */
  readonly result: unknown;
  /** Why the result is not the whole of what was asked for; to be thrown once the result was shown. */
  readonly failure?: CliError;
}

/** Runs a command whose input was read. Prints nothing: what it gives back is for `print`, or for another front. */
export async function execute(
  command: Command,
  input: Input<Params, Params>,
  { inject, prompt }: Surroundings,
): Promise<Outcome> {
  if (command.confirm && !(input.flags as Record<string, unknown>)['yes'] && prompt.available) {
    const question = command.confirm(input);
    if (question !== undefined && !(await prompt.confirm(question))) throw new InterruptedError('Nothing was changed.');
  }
  const injected = await inject((command.needs ?? []) as readonly Need[]);
  const result: unknown = await command.run({ ...input, ...injected });
  return isIncomplete(result) ? { result: result.document, failure: result.error } : { result };
}
