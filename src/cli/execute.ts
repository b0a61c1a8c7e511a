import type { Command, Input, Params } from '../command/command.js';
import { isIncomplete, isShownFirst, type Rest } from '../command/incomplete.js';
import type { Need } from '../command/needs.js';
import { type CliError, UsageError } from '../errors.js';
import type { Prompt } from '../tools.js';

/** What executing a command takes from the outside. */
export interface Surroundings {
  /** Makes what the command needs. Throws AuthRequiredError where a login is missing. */
  readonly inject: (needs: readonly Need[]) => Promise<object>;
  /** Who is asked before something is lost; where nobody can be, it goes ahead. */
  readonly prompt: Pick<Prompt, 'available' | 'confirm' | 'input'>;
  /** Whether somebody is there who would not see the question. */
  readonly isUnheard?: boolean;
  /** A last question to whoever was led to this command, in place of which what is lost is asked about. */
  readonly agree?: (() => Promise<void>) | undefined;
}
export interface Outcome {
  /** The service's document, a `Listing` of rows still to come, or undefined for nothing to show. */
  readonly result: unknown;
  /** Why the result is not the whole of what was asked for; to be thrown once the result was shown. */
  readonly failure?: CliError;
  /** What is done once the result was printed. */
  readonly rest?: Rest;
}

/** Whether a command loses something with the flags given, of which `isGiven` tells. */
export function losesSomething({ losing }: Command, isGiven: (flag: string) => boolean): boolean {
  if (!losing) return false;
  const { only, unless = [] } = losing as { readonly only?: readonly string[]; readonly unless?: readonly string[] };
  return (!only || only.some(isGiven)) && !unless.some(isGiven);
}

/**
 * The last words of commands that only read, or copy: names may stand for what they meant within the last day. Every other command
 * changes, makes, starts or decides something.
 */
const reading =
  /(^| )((show|get|is)-\S+|(\S+-)?(list|show|status|search|query|scroll|check|events|logs|info|wait|watch|result|browse|dash|api|ls|stat|tree|du|find|cat|head|tail|cp|get|put|sync|transfer|token))$/;
const creating = / create /;

/** Whether its names are looked up though they are kept: what they meant yesterday may lead to what nobody named. */
export const asksAfresh = (path: string, command: Command, isGiven: (flag: string) => boolean): boolean => {
  const afresh = command.afresh;
  return (
    !reading.test(path) ||
    creating.test(path) ||
    afresh === true ||
    Boolean(afresh?.some(isGiven)) ||
    losesSomething(command, isGiven)
  );
};

/** Whether something is given to a group: on every line but those about groups. A name may be another group's by now. */
export const letsIn = (path: string, kind: string): boolean => kind === 'group' && !/^(globus )?group /.test(path);

/** Runs a command whose input was read. Prints nothing: what it gives back is for `print`, or for another front. */
export async function execute(
  command: Command,
  input: Input<Params, Params>,
  { inject, prompt, isUnheard = false, agree }: Surroundings,
): Promise<Outcome> {
  const asks = !input.given('yes') && losesSomething(command, input.given);
  if (asks && isUnheard)
    throw new UsageError(
      'This deletes or removes something, so it asks first, but the question would go to stderr, which is not a terminal here.',
      {
        hint: 'Add --yes, or do not redirect stderr.',
      },
    );
  const injected = await inject((command.needs ?? []) as readonly Need[]);
  const context = { ...input, ...injected };
  const loss = prompt.available && asks ? await command.losing?.what(context) : undefined;
  if (loss) await (await import('./agreeing.js')).agreeToLose(loss, prompt);
  else await agree?.();
  const agreed = loss?.along ? { ...context, flags: { ...context.flags, ...loss.along } } : context;
  const result: unknown = await command.run(agreed);
  if (isShownFirst(result)) return { result: result.document, rest: result.rest };
  return isIncomplete(result) ? { result: result.document, failure: result.error } : { result };
}
