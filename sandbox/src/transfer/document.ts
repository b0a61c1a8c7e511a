import { jsonBody, type Json } from '../http/body.js';
import type { SandboxContext } from '../http/context.js';
import { badRequest } from './errors.js';

/** The document a request carries; 400 when it says that it is of another type. Clients may leave the type out. */
export async function documentOf(c: SandboxContext, type: string, code = 'BadRequest'): Promise<Json> {
  const document = await jsonBody(c, code);
  requireType(document, type);
  return document;
}

/** 400 unless a document, or one within it, is of one of these types, or does not say. */
export function requireType(document: Json, ...types: string[]): void {
  const type = document['DATA_TYPE'];
  if (type !== undefined && !types.includes(type as string))
    throw badRequest(`'DATA_TYPE' must be ${types.join(' or ')}, not ${JSON.stringify(type)}`);
}
