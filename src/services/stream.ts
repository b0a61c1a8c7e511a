import { CliError, InterruptedError, NetworkError } from '../errors.js';
import { asError, piecesOf, wholeBody } from './body.js';
import { exchange } from './exchange.js';
import type { Credentials, Query, RawResponse, Transport } from './http.js';
import { hostOf, networkError } from './network-error.js';
import { demandInPlace } from './file-answer.js';
import { redacted } from './redact.js';
import { followingRedirects, sendsToLogin } from './redirects.js';
import { jittered, mayPass, pause, waitAfter } from './retry.js';
import { bytesToSkip, changed, headOf, isOfRange, isStrong, otherPart, type StreamHead } from './stream-head.js';
import { sentBody, type StreamedBody } from './streamed-body.js';
import { withLogin } from './with-login.js';

export { ChangedError, type ContentRange, type StreamHead } from './stream-head.js';
export type { StreamedBody } from './streamed-body.js';

export interface StreamOptions {
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent without a token. */
  readonly anonymous?: boolean;
  /** Scopes the token must carry beyond those of the service's usual login. */
  readonly scopes?: readonly string[];
}
export interface ReadOptions extends StreamOptions {
  /** Bytes `first` to `last`, both included and counted from 0; without `last` to the end. */
  readonly range?: { readonly first: number; readonly last?: number };
  /** Only this version, by its ETag as the service wrote it; ChangedError where there is another by now. */
  readonly version?: string;
  /** The pieces of the body are lent: one is only good until the next is asked for. It is for who is done with each by then. */
  readonly lends?: boolean;
}
export interface StreamedAnswer extends StreamHead {
  /**
   * The body as it comes; can be read once. Where the connection breaks, it goes on with the next byte, as long as the
   * service names a version (a strong ETag) and a length and both are still the same; otherwise reading throws
   * ChangedError or NetworkError. Leaving the loop early ends the connection.
   */
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection of a body that nobody will read. */
  readonly cancel: () => void;
}
/**
 * Bodies that are not documents: never in memory as a whole. Statuses of 400 and more throw, as for documents; being sent to
 * the login page is a 401.
 */
export interface Streams {
  head(path: string, options?: ReadOptions): Promise<StreamHead>;
  get(path: string, options?: ReadOptions): Promise<StreamedAnswer>;
  /** Sends a body as it is read. A try that failed is made again where the body can be opened again. */
  put(path: string, body: StreamedBody, options?: StreamOptions): Promise<RawResponse>;
}

interface StreamParts {
  readonly service: string;
  readonly transport: Transport;
  readonly credentials: Credentials | undefined;
  readonly addressOf: (path: string, query: Query | undefined) => string;
}
/** What goes with a request, and how what comes is read. */
interface Bodies {
  readonly body?: StreamedBody | undefined;
  readonly lends?: boolean | undefined;
}
interface Opened {
  readonly response: Response;
  readonly head: StreamHead;
  /** Whether all of what was to be sent was, by the time the answer came. */
  readonly isAllSent: boolean;
  /** Ends the connection, and with it what is left of the body. One whose body has come whole is kept for the next request. */
  readonly end: (isWhole?: boolean) => void;
}
/** After so many bytes a connection that breaks is a new trouble, with as many tries as the first. */
const progress = 1024 * 1024;

export function createStreams({ service, transport, credentials, addressOf }: StreamParts): Streams {
  const { fetch, timeout, signal: interrupted } = transport;
  const broken = (url: string, cause: Error) =>
    cause instanceof CliError ? cause : networkError(service, url, cause, timeout);

  /** The query stays out of the wire log. */
  const logged = (method: string, url: string) => exchange(transport, method, url.replace(/\?.*/, ''));

  /** One request: resolves with the first line of its answer. Throws what fetch threw. */
  async function once(method: string, url: string, headers: Record<string, string>, { body, lends }: Bodies) {
    const ending = new AbortController();
    const interrupt = () => ending.abort(interrupted?.reason);
    if (interrupted?.aborted) interrupt();
    interrupted?.addEventListener('abort', interrupt, { once: true });
    const end = (isWhole = false) => {
      interrupted?.removeEventListener('abort', interrupt);
      if (!isWhole) ending.abort();
    };
    const late = () => ending.abort(new DOMException('no answer came', 'TimeoutError'));
    const sent = sentBody(body, timeout, late);
    try {
      const { signal } = ending;
      const response = sent.stream
        ? await fetch(url, { method, headers, signal, ...streaming(sent.stream) })
        : await followingRedirects(fetch, sendsToLogin)(url, { method, headers, signal, lends });
      return { response, end, isAllSent: sent.isAllSent() };
    } catch (cause) {
      end();
      throw sent.failure() ?? cause;
    } finally {
      sent.answered();
    }
  }

  /** A request with its tries: the answer, whatever its status. */
  async function tries(
    method: string,
    url: string,
    headers: Record<string, string>,
    token: string | undefined,
    bodies: Bodies,
  ) {
    const since = Date.now();
    const { body } = bodies;
    for (let n = 1; ; n++) {
      const { log, answered } = logged(method, url);
      let wait: number | undefined;
      try {
        const opened = await once(method, url, headers, bodies);
        const { response } = opened;
        answered(response);
        wait = n > transport.retries || body?.isSpent?.() ? undefined : waitAfter(response, n, transport);
        log(`-> ${response.status}, ${response.headers.get('content-length') ?? 'unknown number of'} bytes`);
        if (wait === undefined) return opened;
        opened.end();
      } catch (cause) {
        if (interrupted?.aborted) throw new InterruptedError('Interrupted.', { cause });
        const error = asError(cause);
        log(`-> ${error.name}: ${redacted(error.message, { headers }, token)}`);
        if (n > transport.retries || body?.isSpent?.() || !mayPass(error, n, since)) throw broken(url, error);
        wait = jittered(transport.retryDelay(n));
      }
      await pause(wait, interrupted);
    }
  }

  /** A request with the login; throws the explained error of a refusal. */
  async function open(method: string, path: string, options: ReadOptions, body?: StreamedBody): Promise<Opened> {
    const url = addressOf(path, options.query);
    const outcome = await withLogin<Opened>({ service, path, options, credentials }, async (token) => {
      if (body?.isSpent?.())
        throw new NetworkError(`${hostOf(url)} wants the data again, and it can be read only once.`, {
          hint: 'Run the command again.',
        });
      const headers = { ...headersOf(transport, options, token), ...(body && lengthOf(body)) };
      const { response, end, isAllSent } = await tries(method, url, headers, token, { body, lends: options.lends });
      if (sendsToLogin(response)) {
        end();
        return { refusal: { status: 401, statusText: 'Unauthorized', headers: response.headers, text: '' } };
      }
      if (response.status < 400) return { answer: { response, end, isAllSent, head: headOf(response) } };
      const text = await wholeBody(response, url, timeout, transport.documentLimit).catch(() => '');
      end();
      const { status, statusText } = response;
      if (status === 412 && options.version !== undefined) throw changed(url);
      return { refusal: { status, statusText, headers: response.headers, text } };
    });
    if ('refusal' in outcome) throw outcome.error;
    const { answer } = outcome;
    if (answer.response.status >= 300 || (options.version !== undefined && answer.head.etag !== options.version)) {
      answer.end();
      throw answer.response.status >= 300 ? sentOn(url, answer.response.status) : changed(url);
    }
    return answer;
  }

  /** The bytes of a body, over as many connections as it takes. */
  async function* bytesOf(first: Opened, path: string, options: ReadOptions): AsyncGenerator<Uint8Array, void> {
    const { etag, length, range } = first.head;
    const url = addressOf(path, options.query);
    const start = range?.first ?? 0;
    let opened = first;
    let [came, skip, failures, failedAt] = [0, 0, 0, 0];
    let isWhole = false;
    try {
      for (;;) {
        let trouble: Error;
        try {
          for await (const piece of piecesOf(opened.response, timeout)) {
            const fresh = piece.subarray(Math.min(skip, piece.length));
            skip -= piece.length - fresh.length;
            came += fresh.length;
            if (fresh.length) yield fresh;
          }
          if (length === undefined || came === length) {
            isWhole = true;
            return;
          }
          trouble = cutShort(url, came, length);
        } catch (cause) {
          if (interrupted?.aborted) throw new InterruptedError('Interrupted.', { cause });
          trouble = asError(cause);
        }
        opened.end();
        failures = came - failedAt > progress ? 1 : failures + 1;
        failedAt = came;
        logged('GET', url).log(`broke after ${came} bytes: ${trouble.message}`);
        if (length === undefined || !isStrong(etag) || failures > transport.retries) throw broken(url, trouble);
        await pause(jittered(transport.retryDelay(failures)), interrupted);
        const rest = { first: start + came, last: start + length - 1 };
        opened = await open('GET', path, { ...options, version: etag, range: rest });
        skip = bytesToSkip(opened.head, first.head, rest, url);
      }
    } finally {
      opened.end(isWhole);
    }
  }

  return {
    head: async (path, options = {}) => {
      const { head, end } = await open('HEAD', path, options);
      end(true);
      return head;
    },
    get: async (path, options = {}) => {
      const opened = await open('GET', path, options);
      if (!isOfRange(opened.head, options.range)) {
        opened.end();
        throw otherPart(addressOf(path, options.query), opened.head.status);
      }
      return { ...opened.head, body: bytesOf(opened, path, options), cancel: opened.end };
    },
    put: async (path, body, options = {}) => {
      const { response, end, isAllSent } = await open('PUT', path, options, body);
      const { status, statusText, headers } = response;
      const url = addressOf(path, options.query);
      let isWhole = false;
      try {
        const text = await wholeBody(response, url, timeout, transport.documentLimit);
        demandInPlace(url, { status, text, isAllSent });
        isWhole = true;
        return { status, statusText, headers, text };
      } finally {
        end(isWhole);
      }
    },
  };
}

/**
 * Without both a window and redirects to follow fetch has no reason to keep the body for another try; with either it would
 * copy the stream as it goes, and hold all of it in memory.
 */
const streaming = (body: ReadableStream<Uint8Array>) => ({
  body,
  duplex: 'half' as const,
  redirect: 'manual' as const,
  window: null,
});

function headersOf(
  { userAgent }: Transport,
  { headers, range, version }: ReadOptions,
  token: string | undefined,
): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept: '*/*',
    // lengths and ranges are those of the bytes as they are kept
    'accept-encoding': 'identity',
    ...(token && { authorization: `Bearer ${token}` }),
    ...(range && { range: `bytes=${range.first}-${range.last ?? ''}` }),
    ...(version !== undefined && { 'if-match': version }),
    ...headers,
  };
}

const lengthOf = ({ length }: StreamedBody) => (length === undefined ? {} : { 'content-length': String(length) });

const cutShort = (url: string, came: number, length: number) =>
  new NetworkError(`The answer of ${hostOf(url)} was cut short: ${came} of ${length} bytes came.`, {
    hint: 'Run the command again; if it happens every time, something between here and the service breaks connections.',
  });
const sentOn = (url: string, status: number) =>
  new NetworkError(`${hostOf(url)} answered with a redirect, which is not followed (status ${status}).`, {
    hint: 'Is the address of the service the right one?',
  });
