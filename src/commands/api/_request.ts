import {
  byFlag,
  type Command,
  command,
  type Files,
  listing,
  lines,
  param,
  raw,
  sortedJson,
  UsageError,
} from '#command';
import type { FlagsOf, Json, Listing } from '#command';
import type { Http, RawOptions, RawResponse } from '#services/http';
import { curlLine } from './_curl.js';
import { allRows } from './_pages.js';

type Service = 'auth' | 'transfer' | 'groups' | 'search' | 'flows' | 'timers' | 'compute';

const header = param.custom(
  (text, { name }) => {
    const match = /^([^:\s]+)\s*:\s*(.*)$/s.exec(text);
    if (!match) throw new UsageError(`Invalid value for ${name}: '${text}' is not NAME: VALUE.`);
    return [match[1] as string, match[2] as string] as const;
  },
  { metavar: 'NAME:VALUE' },
);
const pair = param.custom(
  (text, { name }) => {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError(`Invalid value for ${name}: '${text}' is not KEY=VALUE.`);
    return [text.slice(0, at), text.slice(at + 1)] as const;
  },
  { metavar: 'KEY=VALUE' },
);

const flags = {
  queryParam: pair({ summary: 'A query parameter', names: ['--query-param', '-Q'], multiple: true }),
  header: header({ summary: 'A header', names: ['--header', '-H'], multiple: true }),
  body: param.text({ summary: 'The body' }),
  bodyFile: param.file({ summary: 'A file with the body; - is standard input', names: ['--body-file', '--input'] }),
  contentType: param.choice(['json', 'form', 'text', 'none', 'auto'], { summary: 'What the body is', default: 'auto' }),
  field: pair({ summary: 'A key of a JSON body; KEY:=JSON for values that are not text', multiple: true }),
  allowErrors: param.switch({ summary: 'Exit 0 and print the answer whatever its status' }),
  allowRedirects: param.switch({ summary: 'Follow redirects', names: ['--allow-redirects', '--location', '-L'] }),
  noRetry: param.switch({ summary: 'Send it once' }),
  paginate: param.switch({ summary: 'Fetch all pages; print the rows of each as they come' }),
  asCurl: param.switch({ summary: 'Print the curl command instead, the token left out' }),
  scopeString: param.text({ summary: 'Scopes the token must carry', multiple: true }),
};
const methods = ['HEAD', 'GET', 'PUT', 'POST', 'PATCH', 'DELETE'] as const;
const method = param.choice(methods, { summary: 'The HTTP method' });
const requestPath = param.text({ summary: 'The path below the service', names: ['PATH'] });

const answerView = raw(
  (answer: RawResponse) => (answer.text === '' || answer.text.endsWith('\n') ? answer.text : `${answer.text}\n`),
  (answer) => asJson(answer.text),
);

interface Options {
  readonly service: Service;
  readonly title: string;
  /** Added before a path that does not have it. */
  readonly prefix?: string;
  readonly example: string;
}

/** `globus api SERVICE METHOD PATH` for one service. */
export function apiCommand(options: Options): Command {
  return command({
    summary: `Send a request to Globus ${options.title}.`,
    examples: [{ title: 'Ask for a document', line: `globus api ${options.service} GET ${options.example}` }],
    needs: ['http', 'files', 'session'],
    args: { method, path: requestPath },
    flags,
    rules: [{ type: 'exclusive', keys: ['body', 'bodyFile', 'field'] }],
    output: apiOutput,
    run: async ({ args, flags: given, http, files, session }): Promise<Answer> => {
      if (given.scopeString.length && !session.usesClientCredentials) throw new UsageError(scopesNeedClient);
      return send(
        {
          http: http.of(options.service),
          url: http.urlOf(options.service),
          path: withPrefix(args.path, options.prefix),
          login: options.service,
        },
        args.method,
        given,
        files,
      );
    },
  });
}

export const scopesNeedClient =
  '--scope-string works with client credentials only (GLOBUS_CLI_CLIENT_ID and GLOBUS_CLI_CLIENT_SECRET); for your own login use: globus session consent SCOPE';

export interface Target {
  readonly http: Http;
  readonly url: string;
  readonly path: string;
  /** What `globus auth token` calls the login that the request takes. */
  readonly login: string;
}
type RequestFlags = FlagsOf<typeof flags>;
/** What is printed: the answer, the rows of all pages, or lines of a curl command. */
export type Answer = RawResponse | Listing<Json> | Listing<string>;
export const apiFlags = flags;
export const apiMethod = method;
export const apiPath = requestPath;
export const apiOutput = byFlag(answerView, {
  paginate: lines((row: Json) => sortedJson(row, 0)),
  asCurl: lines((line: string) => line),
});

const withPrefix = (path: string, prefix: string | undefined) => {
  const bare = path.replace(/^\/+/, '');
  return prefix === undefined || bare === prefix || bare.startsWith(`${prefix}/`) || /^v\d/.test(bare)
    ? bare
    : `${prefix}/${bare}`;
};

/** Sends what the flags describe; with --as-curl or --paginate, a listing of lines or rows. */
export async function send(target: Target, verb: string, given: RequestFlags, files: Files): Promise<Answer> {
  const options = await requestOptions(given, files);
  if (given.asCurl)
    return listing([curlLine(verb, `${target.url.replace(/\/+$/, '')}/${target.path}`, options, target.login)]);
  if (given.paginate) return listing(allRows(target.http, verb, target.path, options));
  return target.http.raw(verb, target.path, options);
}

async function requestOptions(given: RequestFlags, files: Files): Promise<RawOptions> {
  const body = given.bodyFile
    ? await files.readText(given.bodyFile)
    : given.field.length
      ? JSON.stringify(bodyOf(given.field))
      : given.body;
  const type = body === undefined ? undefined : contentType(given.contentType, body);
  const query: Record<string, string[]> = {};
  for (const [key, value] of given.queryParam) (query[key] ??= []).push(value);
  return {
    query,
    ...(body !== undefined && { body }),
    headers: { ...(type && { 'content-type': type }), ...Object.fromEntries(given.header) },
    noRetry: given.noRetry,
    allowErrors: given.allowErrors,
    followRedirects: given.allowRedirects,
    ...(given.scopeString.length && { scopes: given.scopeString }),
  };
}

/** `a=text` and `b:=JSON` as an object. */
function bodyOf(fields: readonly (readonly [string, string])[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.map(([key, value]) => {
      if (!key.endsWith(':')) return [key, value];
      const parsed = asJson(value);
      if (parsed === undefined) throw new UsageError(`Invalid value for --field: '${value}' is not JSON.`);
      return [key.slice(0, -1), parsed];
    }),
  );
}

function contentType(said: RequestFlags['contentType'], body: string): string | undefined {
  const types = {
    json: 'application/json',
    form: 'application/x-www-form-urlencoded',
    text: 'text/plain',
    none: undefined,
  } as const;
  return said === 'auto' ? (asJson(body) === undefined ? undefined : types.json) : types[said];
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON: the caller decides what that means
  }
}
