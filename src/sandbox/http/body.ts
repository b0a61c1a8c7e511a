import { ApiError } from './api-error.js';
import type { SandboxContext } from './context.js';

/** A JSON object as clients send it; its keys are still to be checked. */
export type Json = Record<string, unknown>;

/** The request's body as a JSON object; an error of this status and code otherwise. */
export async function jsonBody(c: SandboxContext, code = 'BadRequest', status = 400): Promise<Json> {
  let body: unknown;
  try {
    body = JSON.parse(await c.req.text());
  } catch (error) {
    throw new ApiError(status, code, `Could not parse JSON: ${(error as Error).message}`);
  }
  if (!isObject(body)) throw new ApiError(status, code, 'Request body must be a JSON object');
  return body;
}

/** The request's body as form fields; the last of several with one name. */
export async function formBody(c: SandboxContext): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await c.req.text()));
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
