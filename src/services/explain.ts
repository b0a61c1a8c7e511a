import { AuthRequiredError, type AuthRequirement, type CliError, ServiceError } from '../errors.js';
import { isObject, parseJson, stringifyJson } from '../exact-json.js';
import type { RawResponse } from './http.js';
import { visible, visibleDocument } from '../visible.js';
import { asText, asTexts, requirementFrom } from './requirement.js';
import { isEndpointsFault, retryAfterMilliseconds } from './retry.js';
import { serviceName } from './service-name.js';

type Remedy = (requirement: AuthRequirement) => string;
interface Answer {
  readonly service: string;
  readonly status: number;
  readonly headers: Headers;
  /** What is said of the answer: its texts are one line each, and nothing in them is obeyed by a terminal. */
  readonly document: Document;
  /** The document as it came. */
  readonly sent: Document;
  readonly path: string;
  readonly remedy: Remedy;
}
type Document = Record<string, unknown>;
type Explain = (answer: Answer) => CliError | undefined;

const asObject = (value: unknown): Document => (isObject(value) ? value : {});

/** A consent is missing: the document names the scopes. */
const consentRequired: Explain = ({ status, document, remedy, service }) => {
  const scopes = asTexts(document['required_scopes']) ?? asTexts(document['required_scope']);
  if (status !== 403 || document['code'] !== 'ConsentRequired' || !scopes) return undefined;
  const requirement = { required_scopes: scopes };
  return new AuthRequiredError(
    asText(document['message']) ?? 'The service needs your consent for this.',
    requirement,
    remedy(requirement),
    { data: { service, code: 'ConsentRequired', required_scopes: scopes, request_id: asText(document['request_id']) } },
  );
};

/** Globus's common form of 'log in again, and so': any service, 401 or 403. */
const authorizationParameters: Explain = ({ status, document, remedy, service }) => {
  if (status !== 401 && status !== 403) return undefined;
  const inner = Array.isArray(document['errors']) ? document['errors'].map(asObject) : [];
  const holder = [document, asObject(document['error']), asObject(document['detail']), ...inner].find(
    (each) => 'authorization_parameters' in each,
  );
  if (!holder) return undefined;
  const requirement = requirementFrom(asObject(holder['authorization_parameters']));
  if (!Object.keys(requirement).length) return undefined;
  return new AuthRequiredError(
    requirement.session_message ??
      asText(holder['message']) ??
      asText(holder['detail']) ??
      'The service asks you to log in again.',
    requirement,
    remedy(requirement),
    { data: { service, code: asText(holder['code']), request_id: asText(document['request_id']) } },
  );
};

/** A GCS Manager wants a fresh authentication or more scopes: it says so in its own document types. */
const gcsRequirement: Explain = ({ service, status, document, remedy }) => {
  const detail = asObject(document['detail']);
  const kind = asText(detail['DATA_TYPE'])?.split('#')[0];
  if (service !== 'gcs' || (status !== 401 && status !== 403)) return undefined;
  const message = asText(document['message']) ?? 'The GCS Manager asks you to log in again.';
  const identities = asTexts(detail['identities']);
  const scopes = asTexts(detail['required_scopes']);
  const requirement: AuthRequirement | undefined =
    kind === 'authentication_timeout' && identities
      ? {
          session_required_identities: identities,
          ...(detail['require_mfa'] === true && { session_required_mfa: true }),
        }
      : kind === 'missing_required_scopes' && scopes
        ? { required_scopes: scopes }
        : undefined;
  return (
    requirement &&
    new AuthRequiredError(message, requirement, remedy(requirement), {
      data: { service, code: asText(document['code']), http_status: status },
    })
  );
};

/** Whether the answer says that the token is no good: 401, but 403 from Auth's userinfo, which every login may read. */
export const rejectsToken = (path: string, status: number) =>
  status === 401 || (status === 403 && path.endsWith('oauth2/userinfo'));

/** The token was not accepted and could not be renewed: a plain new login is the remedy. */
const unauthorized: Explain = ({ service, path, status, document, remedy }) => {
  const code = asText(document['code']) ?? asText(asObject(document['error'])['code']) ?? asText(document['error']);
  if (!rejectsToken(path, status) || service === 'gcs') return undefined;
  return new AuthRequiredError(
    `${serviceName(service)} does not accept this login (any more).`,
    { prompt: 'login' },
    remedy({ prompt: 'login' }),
    { data: { service, code, http_status: status, request_id: asText(document['request_id']) } },
  );
};

/** What a status means, where nothing else is said. */
const statusWords: ReadonlyMap<number, string> = new Map([
  [403, 'not allowed'],
  [404, 'not found'],
  [405, 'not allowed there'],
  [409, 'something else is in the way'],
  [412, 'it is another version by now'],
  [413, 'too large'],
  [414, 'the address is too long'],
  [423, 'locked'],
  [431, 'the address or another part of the request is too long'],
  [502, 'a gateway on the way got no answer'],
  [503, 'busy or down'],
  [504, 'a gateway on the way got no answer in time'],
  [507, 'no space left there'],
]);

/** A message, a code and a request id, wherever this service puts them. */
const anything: Explain = ({ service, status, document, sent, headers }) => {
  const inner = asObject(document['error']);
  const first = asObject(Array.isArray(document['errors']) ? document['errors'][0] : undefined);
  const code =
    asText(document['code']) ??
    asText(inner['code']) ??
    asText(first['code']) ??
    asText(document['error']) ??
    asText(document['reason']);
  const message =
    asText(document['message']) ??
    details(document['detail']) ??
    details(inner['detail']) ??
    asText(inner['message']) ??
    asText(first['detail']) ??
    asText(first['title']) ??
    asText(document['error_description']) ??
    asText(document['reason']) ??
    // a code alone says more than a number
    code?.replaceAll('_', ' ') ??
    `the service answered with status ${status}${statusWords.has(status) ? ` (${statusWords.get(status)})` : ''} and said no more`;
  const requestId =
    asText(document['request_id']) ??
    asText(document['debug_id']) ??
    shownHeader(headers, 'x-request-id') ??
    shownHeader(headers, 'x-transfer-api-request-id');
  const more = nested(document['error_data']);
  const wait =
    status === 429 || status >= 500 ? retryAfterMilliseconds(headers.get('retry-after'), Date.now()) : undefined;
  const waitSeconds = wait === undefined ? undefined : Math.ceil(wait / 1000);
  return new ServiceError(
    `${serviceName(service)}: ${message}${more ? `\n${more}` : ''}`,
    { service, status, code, requestId, document: sent, waitSeconds },
    { hint: hintFor(status, code, waitSeconds) },
  );
};

const shownHeader = (headers: Headers, name: string) => {
  const value = headers.get(name);
  return value === null ? undefined : visible(value);
};

/** `loc: msg` lines of a validation error, or the text itself. */
function details(detail: unknown): string | undefined {
  if (typeof detail === 'string') return asText(detail);
  if (Array.isArray(detail)) {
    return detail
      .map(asObject)
      .map((item) => {
        const at = Array.isArray(item['loc']) ? item['loc'].join('.') : asText(item['loc']);
        return `${at ? `${at}: ` : ''}${asText(item['msg']) ?? stringifyJson(item)}`;
      })
      .join('\n');
  }
  return detail && typeof detail === 'object' ? stringifyJson(detail) : undefined;
}

function nested(data: unknown): string | undefined {
  const messages = asObject(data)['messages'];
  return messages ? stringifyJson(messages, 2) : undefined;
}

function hintFor(status: number, code: string | undefined, waitSeconds: number | undefined): string | undefined {
  if (code === 'EndpointNotFound') return 'Find the id with: globus endpoint search WORDS';
  if (code === 'EndpointDeleted') return 'It was deleted; look for another with: globus endpoint search WORDS';
  if (code?.includes('GCDisconnected'))
    return 'Globus Connect Personal is not running on that computer; start it there, then try again.';
  if (code === 'ClientError.NotFound') return 'Look at what is there with: globus ls COLLECTION:FOLDER';
  if (waitSeconds !== undefined) return `The service asks to wait ${waitSeconds} seconds before the next request.`;
  if (status === 429) return 'The service asks for fewer requests; wait a little and try again.';
  // what a collection's own server said is the answer, and not Globus's trouble
  if (status >= 500 && !isEndpointsFault(code)) return 'The trouble is on the service side; try again later.';
  return undefined;
}

const explanations: readonly Explain[] = [
  consentRequired,
  authorizationParameters,
  gcsRequirement,
  unauthorized,
  anything,
];

const deepest = 200;

/** Whether a value is nested more than so many levels deep; without recursion, since that is what such a value breaks. */
function isDeeper(value: unknown, levels: number): boolean {
  let layer: unknown[] = [value];
  for (let level = 0; level <= levels && layer.length; level++)
    layer = layer.flatMap((each): unknown[] => (each !== null && typeof each === 'object' ? Object.values(each) : []));
  return layer.length > 0;
}

/** The error of an answer with status 400 or more: the first explanation that knows it. */
export function explain(
  service: string,
  path: string,
  response: RawResponse,
  remedy: Remedy = () => 'globus login',
): CliError {
  let sent: Document = {};
  try {
    const parsed = asObject(parseJson(response.text));
    // nobody reads what is nested that deep, and everything that walks through it would run out of stack
    if (!isDeeper(parsed, deepest)) sent = parsed;
  } catch {
    // no error document: a proxy or load balancer answered; the status says what there is to say
    sent = response.text.trimStart().startsWith('<')
      ? { message: `a web page came with status ${response.status}; a proxy may be in the way` }
      : {};
  }
  const answer = {
    service,
    status: response.status,
    headers: response.headers,
    document: visibleDocument(sent),
    sent,
    path,
    remedy,
  };
  for (const each of explanations) {
    const error = each(answer);
    if (error) return error;
  }
  throw new TypeError('the last explanation takes every answer');
}
