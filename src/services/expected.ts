import { type RequestOptions } from './http.js';
import { UnexpectedAnswerError } from '../errors.js';
import { visible } from '../visible.js';
import { serviceName } from './service-name.js';

/** Where a document came from, for the error about it. */
export interface Origin {
  readonly service: string;
  readonly method: string;
  readonly url: string;
  readonly requestId?: string | undefined;
}

export const originOf = (service: string, method: string, url: string, headers: Headers): Origin => {
  const id = headers.get('x-request-id') ?? headers.get('x-transfer-api-request-id');
  return { service, method, url, ...(id !== null && { requestId: visible(id) }) };
};

/** The error about an answer that went well and is not what the service's reference promises. `what` completes 'sent'. */
export function unexpected({ service, method, url, requestId }: Origin, what: string, cause?: unknown) {
  const path = visible(URL.canParse(url) ? new URL(url).pathname : url);
  return new UnexpectedAnswerError(`${serviceName(service)} sent something unexpected: ${what} (${method} ${path}).`, {
    cause,
    data: { service, method, path, request_id: requestId },
    hint:
      method === 'GET'
        ? 'Run the command again; if it happens every time, report it with what --debug prints.'
        : 'It may have done what was asked: look before running the command again.',
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const kindOf = (value: unknown) =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : value === undefined ? 'nothing' : `a ${typeof value}`;

/** Throws UnexpectedAnswerError where a document lacks what every command relies on: being one, and the id that it has to carry. */
export function demandExpected(document: unknown, { anyJson, carries }: RequestOptions, origin: Origin): void {
  if (!anyJson && (document === null || typeof document !== 'object'))
    throw unexpected(origin, `${kindOf(document)} where a document belongs`);
  if (carries === undefined) return;
  const value = carries
    .split('.')
    .reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), document);
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '')
    throw unexpected(origin, `an answer without '${carries}', which says what came of the request`);
}

/** The rows of a page; none where the key is left out or null. Throws UnexpectedAnswerError where it holds something else. */
export function rowsUnder<Row>(page: unknown, key: string, origin: Origin): readonly Row[] {
  const rows = isObject(page) ? (page[key] ?? []) : undefined;
  if (!Array.isArray(rows)) throw unexpected(origin, `no list under '${key}'`);
  return rows as Row[];
}
