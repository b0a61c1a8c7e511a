import { CliError, InterruptedError, NetworkError, ServiceError, UnexpectedAnswerError } from '../errors.js';
import type { RequestOptions } from './request-options.js';
import { wasNeverReached } from './network-error.js';
import { bodyOf, type BodyOptions } from './request-parts.js';
import { isEndpointsFault, mayRepeat } from './retry.js';
import { serviceName } from './service-name.js';
import type { KeptInMind, Transport } from './transport.js';

/** What is known of a request that was to change something and got neither a yes nor a no: whether the service may have done it. */
export type Delivery = 'not_sent' | 'unknown';

/** That of an error, where it is one of a request that was to change something. */
export const deliveryOf = (error: unknown): Delivery | undefined =>
  error instanceof CliError ? (error.data['delivery'] as Delivery | undefined) : undefined;

type Sending = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** One thing that is asked of a service, over all its tries. */
export class Delivering {
  private mayBeDone = false;
  private isSentAgain = false;
  private kept: KeptInMind | undefined;

  constructor(
    private readonly method: string,
    private readonly options: Pick<RequestOptions, 'repeatable' | 'noRetry' | 'makesAnew' | 'onSentAgain'> &
      BodyOptions,
    private readonly to: { readonly service: string; readonly url: string },
    private readonly transport: Pick<Transport, 'askingAnew'>,
  ) {}

  get changes(): boolean {
    return !['GET', 'HEAD', 'OPTIONS'].includes(this.method.toUpperCase());
  }

  /** A fetch that notes whether the service may have got the request. A 4xx says that it did nothing. */
  watching(fetch: Sending): Sending {
    return async (input, init) => {
      const signal = init?.signal;
      if (signal?.aborted) return fetch(input, init);
      const before = this.mayBeDone;
      if (before) this.options.onSentAgain?.();
      this.isSentAgain ||= before;
      this.kept ??= await this.keepInMind();
      this.mayBeDone = true;
      try {
        const response = await fetch(input, init);
        if (response.status >= 400 && response.status < 500) this.mayBeDone = before;
        return response;
      } catch (error) {
        if (wasNeverReached(error)) this.mayBeDone = before;
        throw error;
      }
    };
  }

  /** Where each sending makes something new, whoever runs the line after a kill is to know that it went out. */
  private async keepInMind(): Promise<KeptInMind | undefined> {
    if (!this.options.makesAnew) return undefined;
    const kept = await this.transport.askingAnew?.({ ...this.to, body: bodyOf(this.options).body });
    if (kept?.before !== undefined) throw askedBefore(this.to.service, kept.before);
    return kept;
  }

  /**
   * Does the work that sends it and reads its answer. Errors say whether what was asked may have been done. A signal between the
   * two leaves the note, too: nobody reads what is said after the terminal was closed.
   */
  async during<T>(work: () => Promise<T>): Promise<T> {
    let isUnanswered = false;
    try {
      return await work();
    } catch (error) {
      isUnanswered = error instanceof InterruptedError && this.mayBeDone;
      throw this.told(error);
    } finally {
      if (!isUnanswered) this.kept?.forget?.();
    }
  }

  /** The error as it leaves: where it answers neither yes nor no, it says whether the service may have done what was asked. */
  private told(error: unknown): unknown {
    if (!this.changes || deliveryOf(error)) return error;
    if (this.method === 'DELETE' && this.isSentAgain && isGone(error))
      return error.toldWith(`${error.message} A first try went unanswered, and may have deleted it.`, {
        hint: error.hint,
      });
    if (!isOpen(error)) return error;
    const data = { delivery: this.mayBeDone ? 'unknown' : 'not_sent' } satisfies { delivery: Delivery };
    if (!this.mayBeDone || mayRepeat(this.method, this.options))
      return error.toldWith(error.message, { hint: error.hint, again: error.again, data });
    const hint = `${serviceName(this.to.service)} may have done what was asked: look before running the command again.`;
    return error.toldWith(error.message, { hint, data });
  }
}

/** What a service says that is to delete what is not there, or is being deleted. */
const isGone = (error: unknown): error is ServiceError =>
  error instanceof ServiceError && [404, 409, 410].includes(error.response.status);

const isOpen = (error: unknown): error is CliError =>
  error instanceof InterruptedError ||
  error instanceof NetworkError ||
  error instanceof UnexpectedAnswerError ||
  // a collection's own fault comes as a 5xx, and is an answer
  (error instanceof ServiceError && error.response.status >= 500 && !isEndpointsFault(error.response.code));

function askedBefore(service: string, milliseconds: number): CliError {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  const ago = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return new CliError(
    `${serviceName(service)} was asked for the same ${ago} ago by a globus that was ended before the answer came. It was not asked again.`,
    {
      hint: 'Look whether it is there. If it is not, run the same line once more.',
      data: { delivery: 'unknown' },
    },
  );
}
