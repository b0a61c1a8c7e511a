import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ApiError } from '../http/api-error.js';
import { jsonBody, type Json } from '../http/body.js';
import type { SandboxContext } from '../http/context.js';
import { Issues, type FieldRule } from '../http/issues.js';
import { markerAt, rowOfMarker } from '../http/markers.js';
import { badRequest, unprocessable } from './errors.js';

const mostRows = 1000;
const usualPageSize = 100;

/** What every answer that is no refusal says around its documents. */
export function result(
  c: SandboxContext,
  data: readonly object[],
  more: { message?: string; status?: number; marker?: string } = {},
): Response {
  const { message, status = 200, marker } = more;
  return c.json(
    {
      DATA_TYPE: 'result#1.0.0',
      code: 'success',
      detail: 'success',
      http_response_code: status,
      has_next_page: marker !== undefined,
      data,
      ...(marker === undefined ? {} : { marker }),
      ...(message === undefined ? {} : { message }),
    },
    status as ContentfulStatusCode,
  );
}

/** The page of rows that `page_size` and `marker` ask for, each as its document. The last page has no marker. */
export function page<T>(c: SandboxContext, rows: readonly T[], show: (row: T) => object): Response {
  const size = c.req.query('page_size');
  const count = size === undefined ? usualPageSize : Number(size);
  if (!Number.isInteger(count) || count < 1 || count > mostRows)
    throw badRequest(`'page_size' must be from 1 to ${mostRows}`);
  const marker = c.req.query('marker');
  const from = marker ? rowOfMarker(marker) : 0;
  if (from === undefined) throw badRequest(`'${marker}' is not the marker of a page`);
  const end = from + count;
  return result(c, rows.slice(from, end).map(show), end < rows.length ? { marker: markerAt(end) } : {});
}

/** The request's body as a document of one of the kinds (any version of it): 415 for other media, 422 for another kind. */
export async function documentOf(c: SandboxContext, ...kinds: string[]): Promise<Json> {
  const type = c.req.header('content-type');
  if (type !== undefined && !/^application\/([\w.-]+\+)?json\b/i.test(type))
    throw new ApiError(415, 'unsupported_media_type', `A document is sent as application/json, not ${type}`);
  const body = await jsonBody(c, 'bad_request');
  const given = body['DATA_TYPE'];
  if (
    given !== undefined &&
    !(typeof given === 'string' && kinds.some((kind) => new RegExp(`^${kind}#\\d+\\.\\d+\\.\\d+$`).test(given)))
  ) {
    throw unprocessable([
      { loc: ['DATA_TYPE'], msg: `must be ${kinds.map((kind) => `${kind}#1.0.0`).join(' or ')}`, type: 'value_error' },
    ]);
  }
  return body;
}

/** The fields of a document that the rules name, checked; 422 with everything that is wrong. `more` may note further things. */
export function checked<T extends object>(
  body: Json,
  rules: Record<string, FieldRule>,
  more: (issues: Issues, fields: Partial<T>) => void = () => undefined,
): Partial<T> {
  const issues = new Issues();
  const fields = issues.read<T>(body, [], rules);
  more(issues, fields);
  if (issues.found.length > 0) throw unprocessable(issues.found);
  return fields;
}

/** Whether the query parameter `include` has this word. */
export const includes = (c: SandboxContext, word: string): boolean =>
  (c.req.queries('include') ?? []).some((text) => text.split(',').includes(word));
