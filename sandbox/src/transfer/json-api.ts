import type { SandboxContext } from '../http/context.js';
import { ApiError } from '../http/api-error.js';
import { isObject, jsonBody, type Json } from '../http/body.js';
import { integerOf } from '../http/query.js';
import { requestId } from '../ids.js';

/** A resource of version 2. */
export interface Resource {
  readonly type: string;
  readonly id: string | number;
  readonly attributes: Record<string, unknown>;
  readonly relationships?: Record<string, { data: { type: string; id: string } }>;
}

/** The 422 of version 2: which field is wrong, and how. */
export function invalid(loc: string[], msg: string, type = 'value_error'): ApiError {
  return new ApiError(422, 'UNPROCESSABLE_ENTITY', msg, { detail: [{ loc: ['body', ...loc], msg, type }] });
}

/**
 * `data` of a request document of this type: its attributes and relationships, as they came. A change may leave the type out,
 * as the official JavaScript SDK does.
 */
export async function resourceOf(c: SandboxContext, type: string): Promise<{ attributes: Json; relationships: Json }> {
  const { data } = await jsonBody(c);
  if (!isObject(data)) throw invalid(['data'], 'field required', 'missing');
  const unsaid = data['type'] === undefined && c.req.method === 'PATCH';
  if (data['type'] !== type && !unsaid) throw invalid(['data', 'type'], `must be '${type}'`);
  const { attributes = {}, relationships = {} } = data;
  if (!isObject(attributes)) throw invalid(['data', 'attributes'], 'must be an object', 'type_error');
  if (!isObject(relationships)) throw invalid(['data', 'relationships'], 'must be an object', 'type_error');
  return { attributes, relationships };
}

/** The id a relationship names; 422 when there is none. */
export function relatedId(relationships: Json, name: string, type: string): string {
  const relationship = relationships[name];
  const data = isObject(relationship) ? relationship['data'] : undefined;
  if (!isObject(data) || data['type'] !== type || typeof data['id'] !== 'string')
    throw invalid(['data', 'relationships', name], `must name a ${type}`);
  return data['id'];
}

/** A text among the attributes; 422 when it must be there and is not. */
export function attributeText(attributes: Json, name: string, required: boolean): string | null {
  const value = attributes[name];
  if (value === undefined || value === null) {
    if (required) throw invalid(['data', 'attributes', name], 'field required', 'missing');
    return null;
  }
  if (typeof value !== 'string' || value === '')
    throw invalid(['data', 'attributes', name], 'must be a text', 'type_error');
  return value;
}

/** The answer with one resource, or with none. */
export function oneDocument(data: Resource | null, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { data, ...more, meta: { request_id: requestId() } };
}

/** A page of resources; `links.next` leads to the next one. */
export function pageDocument(
  c: SandboxContext,
  rows: Resource[],
  included?: (page: Resource[]) => Resource[],
): Record<string, unknown> {
  const limit = integerOf('page[limit]', c.req.query('page[limit]'), 100, 1000) || 100;
  const start = integerOf('page[marker]', c.req.query('page[marker]'), 0, Number.MAX_SAFE_INTEGER);
  const page = rows.slice(start, start + limit);
  let links: { next: string } | null = null;
  if (start + limit < rows.length) {
    const url = new URL(c.req.url);
    url.searchParams.set('page[marker]', String(start + limit));
    links = { next: url.toString() };
  }
  return { data: page, links, meta: { request_id: requestId() }, ...(included ? { included: included(page) } : {}) };
}
