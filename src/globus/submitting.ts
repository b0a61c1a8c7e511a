import { CliError, InterruptedError, ServiceError } from '../errors.js';
import { deliveryOf } from '../services/delivery.js';

/** What is said of a submission where it ends without a yes or a no. */
export interface Submitting {
  /** What is submitted, as a message names it: `The transfer`. */
  readonly what: string;
  /** The submission id, where the service takes one. */
  readonly id?: string | undefined;
  /** Words that, added to the line, do the work once, however often it runs. */
  readonly again?: readonly string[];
  /** Commands that show what the service has, and that take one of it back, where there are any. */
  readonly see?: string | undefined;
  readonly cancel?: string;
  /** Whether doing it twice does no more than doing it once. */
  readonly isHarmless?: boolean;
  /** What is to be thrown where the service refuses, for who knows more about it than the service says. */
  readonly refused?: (refusal: ServiceError) => Promise<unknown>;
}

/**
 * Submits. An interruption, and a network or a service that fails, say whether what was submitted may have reached the service,
 * and how to find out; a refusal is what `refused` makes of it; any other error comes through as it is.
 */
export async function submitting<T>(about: Submitting, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const isRefusal = error instanceof ServiceError && error.response.status < 500;
    throw isRefusal && about.refused ? await about.refused(error) : told(error, about);
  }
}

/** Gets what a submission needs; an interruption says that it was not sent yet. */
export async function beforeSubmitting<T>({ what }: Pick<Submitting, 'what'>, get: () => Promise<T>): Promise<T> {
  try {
    return await get();
  } catch (error) {
    if (error instanceof InterruptedError) throw error.toldWith(`${error.message} ${notSent(what)}`, {});
    throw error;
  }
}
const notSent = (what: string) => `${what} was not sent yet: nothing is under way.`;

function told(error: unknown, { what, id, again, see, cancel, isHarmless }: Submitting): unknown {
  const delivery = deliveryOf(error);
  if (!(error instanceof CliError) || !delivery) return error;
  const named = id === undefined ? '' : ` under the submission id ${id}`;
  const data = { ...(id !== undefined && { submission_id: id }) };
  if (delivery === 'not_sent') {
    if (!(error instanceof InterruptedError)) return error.toldWith(error.message, { hint: error.hint, data });
    return error.toldWith(`${error.message} ${notSent(what)}`, { again, data });
  }
  const hint = [
    see === undefined ? 'The service has no list to look for it in.' : `See whether it is there:  ${see}`,
    ...(cancel === undefined ? [] : [`Cancel it:               ${cancel}`]),
    ...(again || isHarmless
      ? []
      : [`${see === undefined ? 'R' : 'Look first: r'}unning the command again may do it twice.`]),
  ].join('\n');
  return error.toldWith(`${error.message} ${what} may have been accepted${named}.`, { hint, again, data });
}
