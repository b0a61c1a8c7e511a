import { type RequestOptions } from './http.js';
import { UnexpectedAnswerError } from '../errors.js';
import { isNumber, isObject } from '../exact-json.js';
import { isObeyed, visible } from '../visible.js';
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

const kindOf = (value: unknown) =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : value === undefined ? 'nothing' : `a ${typeof value}`;

/** Whether a value can stand for something on a line of ours: a number, or a text that is one line and that no terminal obeys. */
export const isName = (value: unknown): value is string | number =>
  (typeof value === 'string' && value !== '' && !isObeyed(value)) || isNumber(value);

/** Ids stand in sentences, in commands to run next, and in requests: those of a document itself are names, where it has them. */
const isId = /(^|_)(id|uuid)$/;
const isNoId = (value: unknown) => value !== null && value !== undefined && value !== '' && !isName(value);

/** The values at a dotted key, such as `data.0.id`, or `tasks.*.id` of every row of a list; undefined where there is none. Only what the document itself has. */
const valuesAt = (document: unknown, key: string): readonly unknown[] =>
  key
    .split('.')
    .reduce<readonly unknown[]>(
      (all, part) =>
        all.flatMap((at) => (part === '*' && Array.isArray(at) ? (at as unknown[]) : [memberOf(at, part)])),
      [document],
    );
const memberOf = (value: unknown, key: string): unknown =>
  value !== null && typeof value === 'object' && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

const areDocuments = (value: unknown): boolean => Array.isArray(value) && value.every((each) => isObject(each));

/**
 * Throws UnexpectedAnswerError where a document lacks what every command relies on: being one, the id without which a success is none,
 * and what a wait or a decision is made by.
 */
export function demandExpected(
  document: unknown,
  { anyJson, isList, mayBeList, listUnder, carries = [] }: RequestOptions,
  origin: Origin,
): void {
  if (!anyJson && (document === null || typeof document !== 'object'))
    throw unexpected(origin, `${kindOf(document)} where a document belongs`);
  if (!anyJson && !isList && !mayBeList && Array.isArray(document))
    throw unexpected(origin, 'a list where a document belongs');
  if (isList && !Array.isArray(document)) throw unexpected(origin, 'a document where a list belongs');
  if (isList && !areDocuments(document)) throw unexpected(origin, 'a list with something else in it than documents');
  if (listUnder !== undefined && !areDocuments(memberOf(document, listUnder)))
    throw unexpected(origin, `no list of documents under '${listUnder}'`);
  const faked = isObject(document) && Object.keys(document).find((key) => isId.test(key) && isNoId(document[key]));
  if (typeof faked === 'string') throw unexpected(origin, `a '${visible(faked)}' that is not an id`);
  for (const key of typeof carries === 'string' ? [carries] : carries) {
    if (key.split('|').some((one) => valuesAt(document, one).every(isName))) continue;
    const why = origin.method === 'GET' ? 'which says how it is' : 'which says what came of the request';
    throw unexpected(origin, `an answer without '${key.split('|')[0]}', ${why}`);
  }
}

/** The rows of a page; none where the key is left out or null. Throws UnexpectedAnswerError where it holds something else. */
export function rowsUnder<Row>(page: unknown, key: string, origin: Origin): readonly Row[] {
  const rows = isObject(page) ? (page[key] ?? []) : undefined;
  if (!Array.isArray(rows)) throw unexpected(origin, `no list under '${key}'`);
  return rows as Row[];
}
