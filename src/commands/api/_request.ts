import {
  byFlag,
  type Command,
  command,
  type FlagsOf,
  type Json,
  lines,
  listing,
  type Listing,
  param,
  raw,
  UsageError,
  writtenJson,
} from '#command';
import { curlLine } from '#globus/api/curl';
import { allRows } from '#globus/api/pages';
import { scopes } from '../_scope-param.js';
import { type ApiTarget, asJson, requestOptions, wholeAnswer, withPrefix } from '#globus/api/request';
import type { RawOptions, RawResponse } from '#services/http';

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

export const apiFlags = {
  queryParam: pair({ summary: 'A query parameter', names: ['--query-param', '-Q'], multiple: true }),
  header: header({ summary: 'A header', names: ['--header', '-H'], multiple: true }),
  body: param.text({ summary: 'The body' }),
  bodyFile: param.file({ summary: 'A file with the body; - is standard input', names: ['--body-file', '--input'] }),
  contentType: param.choice(['json', 'form', 'text', 'none', 'auto'], { summary: 'What the body is', default: 'auto' }),
  field: pair({ summary: 'A key of a JSON body; KEY:=JSON for values that are not text', multiple: true }),
  allowErrors: param.switch({ summary: 'Exit 0 and print the response, whatever its status' }),
  allowRedirects: param.switch({ summary: 'Follow redirects', names: ['--allow-redirects', '--location', '-L'] }),
  noRetry: param.switch({ summary: 'Send it once' }),
  paginate: param.switch({ summary: 'Fetch all pages; print the rows of each as they come' }),
  asCurl: param.switch({ summary: 'Print the curl command instead, without the token' }),
  scopeString: scopes({ summary: 'Scopes the token must carry', multiple: true, metavar: 'TEXT' }),
};
const methods = ['HEAD', 'GET', 'PUT', 'POST', 'PATCH', 'DELETE'] as const;
export const apiMethod = param.choice(methods, { summary: 'The HTTP method' });
export const apiPath = param.text({ summary: 'The path below the service', names: ['PATH'] });

const answerView = raw(
  (answer: RawResponse) => (answer.text === '' || answer.text.endsWith('\n') ? answer.text : `${answer.text}\n`),
  (answer) => asJson(answer.text),
  { bytes: true },
);

export const apiOutput = byFlag(answerView, {
  paginate: lines((row: Json) => writtenJson(row, 0)),
  asCurl: lines((line: string) => line),
});
export const apiRules = [{ type: 'exclusive', keys: ['body', 'bodyFile', 'field'] }] as const;
export const scopesNeedClient =
  '--scope-string works with client credentials only (GLOBUS_CLI_CLIENT_ID and GLOBUS_CLI_CLIENT_SECRET); for your own login use: globus session consent SCOPE';

/** What is printed: the answer, the rows of all pages, or lines of a curl command. */
export type Answer = RawResponse | Listing<Json> | Listing<string>;

/** What the flags ask for: the answer, a row after another of all pages, or the curl command. */
export const answer = (
  target: ApiTarget,
  verb: string,
  flags: FlagsOf<typeof apiFlags>,
  options: RawOptions,
): Promise<Answer> | Answer =>
  flags.asCurl
    ? listing([curlLine(verb, target, options)])
    : flags.paginate
      ? listing(allRows(target.http, verb, target.path, options))
      : wholeAnswer(target, verb, options);

interface Options {
  readonly service: Service;
  readonly title: string;
  /** Added before a path that does not have it. */
  readonly prefix?: string;
  readonly example: string;
}

/** `globus api SERVICE METHOD PATH` for one service. */
export function apiCommand({ service, title, prefix, example }: Options): Command {
  return command({
    summary: `Send a request to Globus ${title}.`,
    examples: [{ title: 'Ask for a document', line: `globus api ${service} GET ${example}` }],
    needs: ['http', 'files', 'session'],
    args: { method: apiMethod, path: apiPath },
    flags: apiFlags,
    rules: apiRules,
    output: apiOutput,
    run: async ({ args, flags, http, files, session }): Promise<Answer> => {
      if (flags.scopeString.length && !session.usesClientCredentials) throw new UsageError(scopesNeedClient);
      const target = { http: http.of(service), url: http.urlOf(service), path: withPrefix(args.path, prefix) };
      return answer(
        { ...target, login: service, profile: session.profile },
        args.method,
        flags,
        await requestOptions(flags, files),
      );
    },
  });
}
