import { CliError, InterruptedError, NetworkError, ServiceError, UnexpectedAnswerError } from '../errors.js';
import { wasNeverReached } from './network-error.js';
import { isEndpointsFault, mayRepeat } from './retry.js';
import { serviceName } from './service-name.js';

/** What is known of a request that was to change something and got neither a yes nor a no: whether the service may have done it. */
export type Delivery = 'not_sent' | 'unknown';

/** That of an error, where it is one of a request that was to change something. */
export const deliveryOf = (error: unknown): Delivery | undefined =>
  error instanceof CliError ? (error.data['delivery'] as Delivery | undefined) : undefined;

type Sending = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** One thing that is asked of a service, over all its tries. */
export class Delivering {
  private mayBeDone = false;

  constructor(
    private readonly method: string,
    private readonly options: {
      readonly repeatable?: boolean;
      readonly noRetry?: boolean;
      readonly onSentAgain?: (() => void) | undefined;
    },
    private readonly service: string,
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

  /** The error as it leaves: where it answers neither yes nor no, it says whether the service may have done what was asked. */
  told(error: unknown): unknown {
    if (!this.changes || deliveryOf(error) || !isOpen(error)) return error;
    const data = { delivery: this.mayBeDone ? 'unknown' : 'not_sent' } satisfies { delivery: Delivery };
    if (!this.mayBeDone || mayRepeat(this.method, this.options))
      return error.toldWith(error.message, { hint: error.hint, again: error.again, data });
    const hint = `${serviceName(this.service)} may have done what was asked: look before running the command again.`;
    return error.toldWith(error.message, { hint, data });
  }
}

const isOpen = (error: unknown): error is CliError =>
  error instanceof InterruptedError ||
  error instanceof NetworkError ||
  error instanceof UnexpectedAnswerError ||
  // a collection's own fault comes as a 5xx, and is an answer
  (error instanceof ServiceError && error.response.status >= 500 && !isEndpointsFault(error.response.code));
