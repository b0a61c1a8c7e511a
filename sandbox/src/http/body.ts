import { asWritten, ExactNumber, plainNumbers } from '../exact-json.js';
import { ApiError } from './api-error.js';
import type { SandboxContext } from './context.js';
import { exceeds, mostLevels } from './json-size.js';

/** More than the largest batches of any client, and less than what memory is for. */
export const mostBytes = 128 * 1024 * 1024;

/** A JSON object as clients send it; its keys are still to be checked. */
export type Json = Record<string, unknown>;

/**
 * The request's body as a JSON object; an error of this status and code otherwise, and 413 for one that is too large. What stands
 * under the keys `written` is the client's own: it keeps its digits as exact numbers.
 */
export async function jsonBody(
  c: SandboxContext,
  code = 'BadRequest',
  status = 400,
  written: readonly string[] = [],
): Promise<Json> {
  const text = await textOf(c);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new ApiError(status, code, `Could not parse JSON: ${(error as Error).message}`);
  }
  if (!isObject(body)) throw new ApiError(status, code, 'Request body must be a JSON object');
  if (text.length > mostLevels && exceeds(body, mostLevels))
    throw new ApiError(status, code, `Request body must not be nested deeper than ${mostLevels} levels`);
  if (written.length === 0) return body;
  const exact = asWritten(text, body);
  return exact === body ? body : plainNumbers(exact, written);
}

/** The request's body as form fields; the last of several with one name. */
export async function formBody(c: SandboxContext): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await textOf(c)));
}

/** The whole body, of which no more is taken than is allowed; what says how long it is, is refused before it is read. */
async function textOf(c: SandboxContext): Promise<string> {
  const { incoming } = c.env;
  const tooLarge = (): ApiError =>
    new ApiError(
      413,
      'PayloadTooLarge',
      `Request body must not be larger than ${mostBytes} bytes`,
      {},
      { Connection: 'close' },
    );
  if (Number(incoming.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  if (incoming.headers['transfer-encoding'] === undefined) return c.req.text();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}
