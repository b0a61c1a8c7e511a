import type { HTTPError, RetryOptions } from 'ky';
import { proxyRefusal } from './network-error.js';

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

/** Nobody listens, or there is no such name: a service that starts again is there within a second, and a wrong address never is. */
const isNobodyThere = ({ cause }: Error): boolean => {
  const { code, errors } = (cause ?? {}) as NodeJS.ErrnoException & {
    readonly errors?: readonly NodeJS.ErrnoException[];
  };
  return ['ECONNREFUSED', 'ENOTFOUND'].includes(code ?? errors?.[0]?.code ?? '');
};

/** Some more or less of a delay, so that many clients do not come back at once. */
export const jittered = (delay: number): number => delay * (0.75 + Math.random() / 2);

/** The retries of one request as ky does them. A service that asks for a longer wait than a minute is not asked again. */
export const kyRetry = (method: string, repeat: boolean, { retries, retryDelay }: Retrying): RetryOptions => ({
  limit: repeat ? retries : 0,
  methods: [method.toLowerCase()],
  statusCodes,
  afterStatusCodes: [413, 429, 503],
  maxRetryAfter: longestWait,
  delay: retryDelay,
  jitter: jittered,
  shouldRetry: async ({ error, retryCount }) => {
    // a proxy that refuses one request refuses the next: a 4xx is no passing trouble
    if (proxyRefusal(error)?.startsWith('4')) return false;
    if (error.name !== 'HTTPError') return isNobodyThere(error) && retryCount > 2 ? false : undefined;
    const { response } = error as HTTPError;
    if ((retryAfterMilliseconds(response.headers.get('retry-after'), Date.now()) ?? 0) > longestWait) return false;
    const document = await response
      .clone()
      .json()
      .catch(() => undefined);
    return isEndpointsFault((document as { code?: unknown } | undefined)?.code) ? false : undefined;
  },
});
