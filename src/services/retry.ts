import type { HTTPError, RetryOptions } from 'ky';
import { CliError, InterruptedError } from '../errors.js';
import { isUntrusted, proxyRefusal } from './network-error.js';
import { isMisunderstood } from './protocol-error.js';

/** How often, and how long after, a request is sent again. */
export interface Retrying {
  readonly retries: number;
  /** Milliseconds before retry n (1, 2, ...), before jitter. */
  readonly retryDelay: (attempt: number) => number;
}

const statusCodes = [408, 429, 500, 502, 503, 504];
const idempotent = ['get', 'head', 'put', 'delete', 'options'];
/** The longest that a service may make us wait, in milliseconds. */
const longestWait = 60_000;
/** How long a connection that breaks again and again is tried, in milliseconds: whoever waits is to hear of it. */
const longestTrouble = 20_000;

/** Whether sending a request twice does no more than sending it once: by its method, or because the service recognises the repetition. */
export const mayRepeat = (
  method: string,
  options: { readonly repeatable?: boolean; readonly noRetry?: boolean },
): boolean => !options.noRetry && (idempotent.includes(method.toLowerCase()) || options.repeatable === true);

/** Errors that a collection's own server made: asking again at once does not help. */
export const isEndpointsFault = (code: unknown): boolean =>
  typeof code === 'string' && /ExternalError|EndpointError/.test(code);

/** What a Retry-After header says, seconds or a date, in milliseconds from now; undefined where there is none. */
export function retryAfterMilliseconds(header: string | null, now: number): number | undefined {
  if (!header) return undefined;
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** Some more or less of a delay, so that many clients do not come back at once. */
export const jittered = (delay: number): number => delay * (0.75 + Math.random() / 2);

/** Waits between two tries. Throws InterruptedError once the signal is aborted. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  const { setTimeout: delay } = await import('node:timers/promises');
  try {
    await delay(milliseconds, undefined, { ...(signal && { signal }) });
  } catch (cause) {
    throw signal?.aborted ? new InterruptedError('Interrupted.', { cause }) : cause;
  }
}

/** What a failed connection is called, however deep fetch wrapped it. */
function codeOf({ cause }: Error): string {
  const { code, errors } = (cause ?? {}) as NodeJS.ErrnoException & {
    readonly errors?: readonly NodeJS.ErrnoException[];
  };
  return String(code ?? errors?.[0]?.code ?? '');
}

/**
 * Whether a request whose connection failed is worth sending again: `attempt` is the number of the retry (1, 2, ...),
 * `since` when the request was first sent, in milliseconds since 1970.
 */
export function mayPass(error: Error, attempt: number, since: number): boolean {
  // what we refused ourselves: a redirect, an answer that is too large
  if (error instanceof CliError || error.name === 'TimeoutError') return false;
  // a proxy that refuses one request refuses the next: a 4xx is no passing trouble
  if (proxyRefusal(error)?.startsWith('4') || isUntrusted(codeOf(error))) return false;
  if (Date.now() - since > longestTrouble) return false;
  // nobody listens, there is no such name, or another language is spoken there: a service that starts again is there within a second, a
  // wrong address never is
  const code = codeOf(error);
  return attempt <= 2 || !(['ECONNREFUSED', 'ENOTFOUND'].includes(code) || isMisunderstood(code));
}

const askedWait = ({ headers }: Response) => retryAfterMilliseconds(headers.get('retry-after'), Date.now());

/** Whether a request that was answered so may be sent again: not after other statuses, nor where the service asks for a longer wait than a minute. */
const isPassing = (response: Response) =>
  statusCodes.includes(response.status) && (askedWait(response) ?? 0) <= longestWait;

/** How long to wait, in milliseconds, before a request that was answered so is sent again; undefined where it is not. */
export const waitAfter = (response: Response, attempt: number, { retryDelay }: Retrying): number | undefined =>
  isPassing(response) ? (askedWait(response) ?? jittered(retryDelay(attempt))) : undefined;

/**
 * The retries of one request for a document as ky does them: as for bodies, but for what Transfer tells of a collection's
 * server. Where bodies are streamed that server answers itself, and in no such words.
 */
export const kyRetry = (
  method: string,
  repeat: boolean,
  retrying: Retrying,
  since: number,
  onBusy?: () => void,
): RetryOptions => {
  let asked: number | undefined;
  return {
    limit: repeat ? retrying.retries : 0,
    methods: [method.toLowerCase()],
    statusCodes,
    // ky waits a minute where it cannot read what is asked for ("soon"), and reads other headers, too: how long is told below alone
    afterStatusCodes: [],
    delay: (attempt) => asked ?? jittered(retrying.retryDelay(attempt)),
    shouldRetry: async ({ error, retryCount }) => {
      asked = undefined;
      if (error.name !== 'HTTPError') return mayPass(error, retryCount, since) ? undefined : false;
      const { response } = error as HTTPError;
      if (!isPassing(response)) return false;
      asked = askedWait(response);
      if ([429, 503].includes(response.status)) onBusy?.();
      const document = await response
        .clone()
        .json()
        .catch(() => undefined);
      return isEndpointsFault((document as { code?: unknown } | undefined)?.code) ? false : undefined;
    },
  };
};
