import { NetworkError, UsageError } from '../../errors.js';
import { parseJson, stringifyJson } from '../../exact-json.js';
import type { Http, RawOptions, RawResponse } from '../../services/http.js';
import type { Files } from '../../tools.js';

type Pair = readonly [string, string];
/** A request to any service, as it is asked for on a command line. */
export interface ApiRequest {
  readonly queryParam: readonly Pair[];
  readonly header: readonly Pair[];
  readonly body?: string | undefined;
  /** A file with the body; `-` is standard input. */
  readonly bodyFile?: string | undefined;
  /** Keys and values of a JSON body; a key that ends in `:` has a value that is JSON. */
  readonly field: readonly Pair[];
  readonly contentType: 'json' | 'form' | 'text' | 'none' | 'auto';
  readonly allowErrors: boolean;
  readonly allowRedirects: boolean;
  readonly noRetry: boolean;
  readonly scopeString: readonly string[];
}

/** Where a request goes. */
export interface ApiTarget {
  readonly http: Http;
  readonly url: string;
  readonly path: string;
  /** What `globus auth token` calls the login that the request takes. */
  readonly login: string;
  /** The profile whose login it is; null for the one without a name. */
  readonly profile: string | null;
}

/** The path of a request below a service: with the prefix that its documents have, unless it has one already. */
export const withPrefix = (path: string, prefix?: string) => {
  const bare = path.replace(/^\/+/, '');
  return prefix === undefined || bare === prefix || bare.startsWith(`${prefix}/`) || /^v\d/.test(bare)
    ? bare
    : `${prefix}/${bare}`;
};

/** The request as the HTTP layer takes it. UsageError where the body's file cannot be read or a field is not JSON. */
export async function requestOptions(asked: ApiRequest, files: Pick<Files, 'readText'>): Promise<RawOptions> {
  const body = asked.bodyFile
    ? await files.readText(asked.bodyFile)
    : asked.field.length
      ? stringifyJson(bodyOf(asked.field))
      : asked.body;
  const type = body === undefined ? undefined : contentType(asked.contentType, body);
  const query = new Map<string, string[]>();
  for (const [key, value] of asked.queryParam) query.set(key, [...(query.get(key) ?? []), value]);
  return {
    query: Object.fromEntries(query),
    ...(body !== undefined && { body }),
    headers: { ...(type && { 'content-type': type }), ...Object.fromEntries(asked.header) },
    noRetry: asked.noRetry,
    allowErrors: asked.allowErrors,
    followRedirects: asked.allowRedirects,
    ...(asked.scopeString.length && { scopes: asked.scopeString }),
  };
}

/** `a=text` and `b:=JSON` as an object. */
function bodyOf(fields: readonly Pair[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.map(([key, value]) => {
      if (!key.endsWith(':')) return [key, value];
      const parsed = asJson(value);
      if (parsed === undefined) throw new UsageError(`Invalid value for --field: '${value}' is not JSON.`);
      return [key.slice(0, -1), parsed];
    }),
  );
}

function contentType(said: ApiRequest['contentType'], body: string): string | undefined {
  const types = {
    json: 'application/json',
    form: 'application/x-www-form-urlencoded',
    text: 'text/plain',
    none: undefined,
  } as const;
  return said === 'auto' ? (asJson(body) === undefined ? undefined : types.json) : types[said];
}

/**
 * The answer to a request. NetworkError where it ended half way in a manner that HTTP does not tell: a document that was zipped and cut before it was
 * sent, or a refusal whose text was lost.
 */
export async function wholeAnswer(
  { http, path }: Pick<ApiTarget, 'http' | 'path'>,
  method: string,
  options: RawOptions,
): Promise<RawResponse> {
  const response = await http.raw(method, path, options);
  const { headers, text, status, isCutShort = false } = response;
  const isZipped = headers.get('content-encoding') !== null && /\bjson\b/.test(headers.get('content-type') ?? '');
  const isHalf = isZipped && text !== '' && asJson(text) === undefined;
  const isLost = status >= 400 && text === '' && Number(headers.get('content-length')) > 0 && method !== 'HEAD';
  if (!isHalf && !isLost && !isCutShort) return response;
  const came = isCutShort ? '' : `: ${text.length} characters came`;
  throw new NetworkError(`The answer, of status ${status}, was cut short${came}.`, {
    hint: 'Run the command again; if it happens every time, something between here and the service breaks answers.',
  });
}

/** The value of a JSON text; undefined where it is none. */
export function asJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined; // not JSON: the caller decides what that means
  }
}
