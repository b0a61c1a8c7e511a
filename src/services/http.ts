import type { HTTPError, KyInstance, Options } from 'ky';
import { AuthRequiredError, type AuthRequirement, CliError, InterruptedError, NetworkError } from '../errors.js';
import { explain, rejectsToken } from './explain.js';
import { CutShortError, wholeBody } from './body.js';
import { hostOf, networkError } from './network-error.js';
import { type PageStyle, paginate } from './pages.js';
import { redacted } from './redact.js';
import { jittered, kyRetry, mayRepeat, type Retrying } from './retry.js';

export type QueryValue = string | number | undefined | null;
export type Query = Readonly<Record<string, QueryValue | readonly QueryValue[]>>;

export interface RequestOptions {
  readonly query?: Query;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as application/x-www-form-urlencoded. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as it is, with the content type given in `headers`. */
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** A POST or PATCH that may be sent again because the service recognises the repetition. */
  readonly repeatable?: boolean;
  readonly noRetry?: boolean;
  /** Sent without a token (or with an Authorization header of its own). */
  readonly anonymous?: boolean;
  /** Scopes the token must carry beyond those of the service's usual login. */
  readonly scopes?: readonly string[];
}
export interface RawOptions extends RequestOptions {
  /** Answers with an error status are returned, not thrown. */
  readonly allowErrors?: boolean;
  readonly followRedirects?: boolean;
}
export interface RawResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly text: string;
}

/** One service, spoken to as its reference says: paths are joined to its base URL, documents are parsed JSON. */
export interface Http {
  get<T>(path: string, options?: RequestOptions): Promise<T>;
  post<T>(path: string, options?: RequestOptions): Promise<T>;
  put<T>(path: string, options?: RequestOptions): Promise<T>;
  patch<T>(path: string, options?: RequestOptions): Promise<T>;
  delete<T>(path: string, options?: RequestOptions): Promise<T>;
  /** The rows of all pages, fetched as they are consumed. */
  pages<Row>(path: string, options: RequestOptions & PageStyle): AsyncGenerator<Row, void, undefined>;
  /** The whole answer, unparsed: for `globus api`. */
  raw(method: string, path: string, options?: RawOptions): Promise<RawResponse>;
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
/** What all services share: the network, its limits, and the wire log. */
export interface Transport extends Retrying {
  readonly fetch: typeof fetch;
  readonly userAgent: string;
  /** Milliseconds for one answer; false for no limit. */
  readonly timeout: number | false;
  readonly signal?: AbortSignal | undefined;
  /** The wire log of --debug; it gets no secret. */
  readonly log?: ((line: string) => void) | undefined;
  /** Told the Date header of every answer and the moment it came, to notice a wrong clock. */
  readonly onDate?: ((serverTime: number) => void) | undefined;
  /** Told how long each answer took and what the service's Server-Timing header says of it: --show-server-timing. */
  readonly onTiming?: ((line: string) => void) | undefined;
}

/** Builds the client of one service. ky is loaded with the first request. */
export function createHttp(config: HttpConfig): Http {
  const { transport, service, credentials } = config;
  const base = config.baseUrl.replace(/\/+$/, '');
  let ky: Promise<KyInstance> | undefined;

  const client = () =>
    (ky ??= import('ky').then((module) =>
      module.default.create({
        fetch: transport.fetch,
        timeout: transport.timeout,
        headers: { 'user-agent': transport.userAgent, accept: 'application/json' },
      }),
    ));

  async function attempt(
    method: string,
    path: string,
    options: RawOptions,
    token: string | undefined,
  ): Promise<RawResponse> {
    const url = `${base}/${path.replace(/^\/+/, '')}`;
    const started = Date.now();
    const note = (response: Response) => {
      noteDate(response);
      const said = response.headers.get('server-timing');
      transport.onTiming?.(`${method} ${url}: ${Date.now() - started} ms${said ? ` (${said})` : ''}`);
    };
    const log = (what: string) => transport.log?.(`${method} ${url} ${what} (${Date.now() - started} ms)`);
    try {
      const response = await (await client())(url, kyOptions(method, options, token));
      const text = await wholeBody(response, url, transport.timeout);
      log(`-> ${response.status}, ${text.length} characters`);
      note(response);
      return { status: response.status, statusText: response.statusText, headers: response.headers, text };
    } catch (cause) {
      if (transport.signal?.aborted) throw new InterruptedError('Interrupted.', { cause });
      if ((cause as Error).name === 'HTTPError') {
        const { response } = cause as HTTPError;
        note(response);
        const text = await wholeBody(response, url, transport.timeout).catch(() => '');
        log(`-> ${response.status} ${redacted(text, options, token).slice(0, 2000)}`);
        return { status: response.status, statusText: response.statusText, headers: response.headers, text };
      }
      log(`-> ${(cause as Error).name}: ${(cause as Error).message}`);
      if (cause instanceof CutShortError) throw cause;
      throw networkError(service, url, cause as Error, transport.timeout);
    }
  }

  /** An answer that was cut short is asked for again: ky's own retries end with the first line of an answer. */
  async function attempts(
    method: string,
    path: string,
    options: RawOptions,
    token: string | undefined,
  ): Promise<RawResponse> {
    for (let n = 1; ; n++) {
      try {
        return await attempt(method, path, options, token);
      } catch (cut) {
        if (!(cut instanceof CutShortError)) throw cut;
        if (n > transport.retries || !mayRepeat(method, options))
          throw cut.cause instanceof CliError ? cut.cause : networkError(service, base, cut.cause, transport.timeout);
        await pause(jittered(transport.retryDelay(n)));
      }
    }
  }

  async function pause(milliseconds: number): Promise<void> {
    const { setTimeout: delay } = await import('node:timers/promises');
    await delay(milliseconds, undefined, { ...(transport.signal && { signal: transport.signal }) }).catch(
      (cause: unknown) => {
        throw new InterruptedError('Interrupted.', { cause });
      },
    );
  }

  function kyOptions(method: string, options: RawOptions, token: string | undefined): Options {
    const { body, type } = bodyOf(options);
    return {
      method,
      ...(options.query && { searchParams: searchParams(options.query) }),
      ...(body !== undefined && { fetch: sending(transport, body) }),
      ...(options.followRedirects === false && { redirect: 'manual' as const }),
      ...(transport.signal && { signal: transport.signal }),
      headers: {
        ...(type && { 'content-type': type }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...options.headers,
      },
      throwHttpErrors: options.followRedirects === false ? (status: number) => status >= 400 : true,
      retry: kyRetry(method, mayRepeat(method, options), transport),
    };
  }

  function noteDate(response: Response): void {
    const stamp = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(stamp)) transport.onDate?.(stamp);
  }

  async function raw(method: string, path: string, options: RawOptions = {}): Promise<RawResponse> {
    const authorised = credentials && !options.anonymous;
    let token = authorised ? await credentials.token(options.scopes) : undefined;
    let renewed = false;
    let satisfied = false;
    for (;;) {
      const response = await attempts(method, path, options, token);
      if (response.status < 400) return response;
      if (rejectsToken(path, response.status) && authorised && token && !renewed) {
        renewed = true;
        const fresh = await credentials.renew(token);
        if (fresh !== undefined) {
          token = fresh;
          continue;
        }
      }
      const error = explain(service, path, response, credentials?.remedy);
      if (error instanceof AuthRequiredError && authorised && !satisfied) {
        satisfied = true;
        if (await credentials.satisfy(error.requirement)) {
          token = await credentials.token(options.scopes);
          continue;
        }
      }
      if (options.allowErrors) return response;
      throw error;
    }
  }

  async function document<T>(method: string, path: string, options?: RequestOptions): Promise<T> {
    const response = await raw(method, path, options);
    return parse<T>(service, `${base}/${path}`, response);
  }

  const http: Http = {
    get: (path, options) => document('GET', path, options),
    post: (path, options) => document('POST', path, options),
    put: (path, options) => document('PUT', path, options),
    patch: (path, options) => document('PATCH', path, options),
    delete: (path, options) => document('DELETE', path, options),
    pages: (path, options) => paginate(http, path, options),
    raw,
  };
  return http;
}

/** The body as text or bytes, and what kind of text it is. */
function bodyOf(options: RequestOptions): { body?: string | Uint8Array; type?: string } {
  if (options.json !== undefined) return { body: JSON.stringify(options.json), type: 'application/json' };
  if (options.form)
    return {
      body: new URLSearchParams(options.form).toString(),
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
    };
  return options.body === undefined ? {} : { body: options.body };
}

/** A fetch that adds the body at the last moment: given one, ky copies it for the retries that may come, and a batch is megabytes. */
const sending =
  (transport: Transport, body: string | Uint8Array): typeof fetch =>
  (request, init) =>
    transport.fetch(request, { ...init, body });

function searchParams(query: Query): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? (value as QueryValue[]) : [value as QueryValue]) {
      if (each !== undefined && each !== null) params.append(key, String(each));
    }
  }
  return params;
}

function parse<T>(service: string, url: string, response: RawResponse): T {
  if (response.text === '') return undefined as T;
  try {
    return JSON.parse(response.text) as T;
  } catch {
    // without the parser's words: they quote the answer, and it may be a token's
    const start = response.text.trimStart().slice(0, 200).toLowerCase();
    const html = start.startsWith('<!doctype') || start.startsWith('<html');
    throw new NetworkError(
      html
        ? `${hostOf(url)} answered with a web page where Globus ${service} answers JSON.`
        : `The answer of ${hostOf(url)} is not JSON.`,
      {
        hint: html
          ? 'A login page of the network (hotel, conference) or a proxy may be in the way; open any web page, then try again.'
          : 'Run the command again; if it happens every time, something between here and the service changes answers.',
      },
    );
  }
}
