import type { HTTPError, KyInstance, Options } from 'ky';
import { type AuthRequirement, CliError, InterruptedError } from '../errors.js';
import { asError, CutShortError, wholeBody } from './body.js';
import { Delivering } from './delivery.js';
import { parse } from './document.js';
import { demandExpected, originOf, rowsUnder } from './expected.js';
import { exchange } from './exchange.js';
import { networkError } from './network-error.js';
import { type PageStyle, paginate } from './pages.js';
import { keepSecretsSent, redacted } from './redact.js';
import { followingRedirects } from './redirects.js';
import type { RawOptions, RawResponse, RequestOptions } from './request-options.js';
import { addressOf, bodyOf, joined, searchParams } from './request-parts.js';
import { jittered, kyRetry, mayPass, mayRepeat, pause } from './retry.js';
import { createStreams, type Streams } from './stream.js';
import type { Transport } from './transport.js';
import { withLogin } from './with-login.js';

export type { Transport } from './transport.js';
export type { Query, QueryValue } from './request-parts.js';
export type { RawOptions, RawResponse, RequestOptions } from './request-options.js';
/** One service, spoken to as its reference says: paths are joined to its base URL, documents are parsed JSON, with exact numbers. */
export interface Http {
  get<T>(path: string, options?: RequestOptions): Promise<T>;
  post<T>(path: string, options?: RequestOptions): Promise<T>;
  put<T>(path: string, options?: RequestOptions): Promise<T>;
  patch<T>(path: string, options?: RequestOptions): Promise<T>;
  delete<T>(path: string, options?: RequestOptions): Promise<T>;
  /** The rows of all pages, fetched as they are consumed. */
  pages<Row>(path: string, options: RequestOptions & PageStyle): AsyncGenerator<Row, void, undefined>;
  /**
   * A page whose rows, under a key, come as lines of JSON instead, and an empty list in their place. Without `lines` the page is
   * as it was sent: it has to be read to be written.
   */
  postForLines<T>(path: string, key: keyof T & string, options: RequestOptions): Promise<PageOfLines<T>>;
  /** The whole answer, unparsed: for `globus api`. */
  raw(method: string, path: string, options?: RawOptions): Promise<RawResponse>;
  /** Bodies that are not documents. */
  readonly stream: Streams;
}

export interface PageOfLines<T> {
  readonly page: T;
  readonly lines?: string | undefined;
  readonly count: number;
}

/** Where an Http gets its token and what it does when the service asks for more. */
export interface Credentials {
  readonly token: (scopes?: readonly string[]) => Promise<string>;
  /** A fresh token after a 401, or undefined where there is none to be had. */
  readonly renew: (rejected: string) => Promise<string | undefined>;
  /** Tries to meet a requirement; true when the same call may be sent again. */
  readonly satisfy: (requirement: AuthRequirement) => Promise<boolean>;
  /** The exact command that meets a requirement. */
  readonly remedy: (requirement: AuthRequirement) => string;
}

export interface HttpConfig {
  readonly service: string;
  readonly baseUrl: string;
  readonly credentials?: Credentials | undefined;
  readonly transport: Transport;
}
/** Builds the client of one service. ky is loaded with the first request. */
export function createHttp(config: HttpConfig): Http {
  const { transport, service, credentials } = config;
  const base = config.baseUrl.replace(/(?<!\/)\/+$/, '');
  let ky: Promise<KyInstance> | undefined;

  const client = () =>
    (ky ??= import('ky').then((module) =>
      module.default.create({
        timeout: transport.timeout,
        headers: { 'user-agent': transport.userAgent, accept: 'application/json' },
      }),
    ));

  async function attempt(
    method: string,
    path: string,
    options: RequestOptions,
    token: string | undefined,
    since: number,
    delivering: Delivering,
  ): Promise<RawResponse> {
    const url = joined(base, path);
    const { log, answered } = exchange(transport, method, url);
    keepSecretsSent(options, token);
    const read = (response: Response) => wholeBody(response, url, transport.timeout, transport.documentLimit);
    const part = ({ status, statusText, headers }: Response, text: string) => ({ status, statusText, headers, text });
    try {
      const response = await (await client())(url, kyOptions(method, options, token, since, delivering));
      const text = await read(response);
      log(`-> ${response.status}, ${text.length} characters`);
      answered(response);
      return part(response, text);
    } catch (cause) {
      if (transport.signal?.aborted) throw new InterruptedError('Interrupted.', { cause });
      const error = asError(cause);
      if (error.name === 'HTTPError') {
        const { response } = error as HTTPError;
        answered(response);
        // what can be read of a refusal explains it; the status does where nothing can
        const said = await read(response).catch(() => undefined);
        const text = redacted(said ?? '', options, token);
        log(`-> ${response.status} ${text.slice(0, 2000)}`);
        return { ...part(response, text), isCutShort: said === undefined };
      }
      log(`-> ${error.name}: ${error.message}`);
      if (error instanceof CutShortError || error instanceof CliError) throw error;
      throw networkError(service, url, error, transport.timeout);
    }
  }

  /** An answer that was cut short is asked for again: ky's own retries end with the first line of an answer. */
  async function attempts(
    method: string,
    path: string,
    options: RequestOptions,
    token: string | undefined,
    delivering: Delivering,
  ): Promise<RawResponse> {
    const since = Date.now();
    for (let n = 1; ; n++) {
      try {
        return await attempt(method, path, options, token, since, delivering);
      } catch (cut) {
        if (!(cut instanceof CutShortError)) throw cut;
        if (n > transport.retries || !mayRepeat(method, options) || !mayPass(cut, n, since))
          throw cut.cause instanceof CliError ? cut.cause : networkError(service, base, cut.cause, transport.timeout);
        await pause(jittered(transport.retryDelay(n)), transport.signal);
      }
    }
  }

  function kyOptions(
    method: string,
    options: RequestOptions,
    token: string | undefined,
    since: number,
    delivering: Delivering,
  ): Options {
    const { body, type } = bodyOf(options);
    return {
      method,
      ...(options.query && { searchParams: searchParams(options.query) }),
      // a body is added at the last moment: given one, ky copies it for the retries that may come, and a batch is megabytes
      fetch: sending(delivering.watching(transport.fetch), body, options.followRedirects !== false),
      ...(transport.signal && { signal: transport.signal }),
      headers: {
        ...(type && { 'content-type': type }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...options.headers,
      },
      throwHttpErrors: (status: number) => status >= 400,
      retry: kyRetry(method, mayRepeat(method, options), transport, since, options.onBusy),
    };
  }

  /** Sends a request and reads its answer. Errors say whether what was asked may have been done. */
  async function answered<T>(
    method: string,
    path: string,
    options: RawOptions,
    read: (response: RawResponse) => T,
  ): Promise<T> {
    const delivering = new Delivering(
      method,
      options,
      { service, url: addressOf(base, path, options.query) },
      transport,
    );
    if (delivering.changes) transport.onChange?.({ service, method, path });
    return delivering.during(async () => {
      const outcome = await withLogin<RawResponse>({ service, path, options, credentials }, async (token) => {
        const response = await attempts(method, path, options, token, delivering);
        return response.status < 400 ? { answer: response } : { refusal: response };
      });
      if ('answer' in outcome) return read(outcome.answer);
      if (options.allowErrors) return read(outcome.refusal);
      throw outcome.error;
    });
  }

  const raw = (method: string, path: string, options: RawOptions = {}) =>
    answered(method, path, options, (response) => {
      transport.onDocument?.(originOf(service, method, joined(base, path), response.headers));
      return response;
    });

  /** What every document has to be; `found` is what came, where it was read before. */
  const expected = <T>(
    method: string,
    path: string,
    options: RequestOptions,
    response: RawResponse,
    found?: unknown,
  ): T => {
    const url = joined(base, path);
    const document = found ?? parse<T>(service, method, url, response);
    const origin = originOf(service, method, url, response.headers);
    demandExpected(document, options, origin);
    transport.onDocument?.(origin);
    return document as T;
  };

  const document = <T>(method: string, path: string, options: RequestOptions = {}): Promise<T> =>
    answered(method, path, options, (response) => expected<T>(method, path, options, response));

  const postForLines = async <T>(
    path: string,
    key: keyof T & string,
    options: RequestOptions,
  ): Promise<PageOfLines<T>> => {
    // few runs have so many rows that it matters
    const { rowLines } = await import('./row-lines.js');
    return answered('POST', path, options, (response) => {
      const found = response.status < 300 ? rowLines(response.text, key) : undefined;
      const page = expected<T>('POST', path, options, response, found?.rest);
      const origin = originOf(service, 'POST', joined(base, path), response.headers);
      return { page, lines: found?.lines, count: found?.count ?? rowsUnder(page, key, origin).length };
    });
  };

  const http: Http = {
    get: (path, options) => document('GET', path, options),
    post: (path, options) => document('POST', path, options),
    put: (path, options) => document('PUT', path, options),
    patch: (path, options) => document('PATCH', path, options),
    delete: (path, options) => document('DELETE', path, options),
    pages: (path, options) => paginate(http, path, options, { service, method: 'GET', url: joined(base, path) }),
    postForLines,
    raw,
    stream: createStreams({
      service,
      transport,
      credentials,
      addressOf: (path, query) => addressOf(base, path, query),
    }),
  };
  return http;
}

/** The fetch that ky calls with the Request it has made: its parts go on, so that whoever sends needs no class of the web's. */
const sending =
  (fetch: Transport['fetch'], body: string | Uint8Array | undefined, follows: boolean): typeof globalThis.fetch =>
  (input) => {
    const { url, method, headers, signal } = input as Request;
    const sent = {
      method,
      headers: Object.fromEntries(headers as unknown as Iterable<[string, string]>),
      signal,
      ...(body !== undefined && { body }),
    };
    return follows ? followingRedirects(fetch)(url, sent) : fetch(url, { ...sent, redirect: 'manual' });
  };
