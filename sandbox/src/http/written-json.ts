import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { stringifyJson } from '../exact-json.js';
import type { SandboxContext } from './context.js';

/** Answers with a document that holds what clients wrote, digit by digit. */
export const writtenJson = (c: SandboxContext, document: unknown, status: ContentfulStatusCode = 200): Response =>
  c.body(stringifyJson(document), status, { 'Content-Type': 'application/json' });
