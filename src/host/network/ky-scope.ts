/**
 * What ky finds as `globalThis` in the built program (tools/generate.ts puts this import before its files): it makes Requests and
 * Headers, and Node's own take longer to load than all of a command. It hands them to a fetch of ours, so nobody misses the rest.
 * Without ReadableStream and FormData ky tries out neither of them when it loads.
 */
import { LeanHeaders } from './headers.js';
import { LeanRequest } from './request.js';
import { LeanResponse } from './response.js';

const { AbortController, AbortSignal } = globalThis;

export const scope = {
  Headers: LeanHeaders,
  Request: LeanRequest,
  Response: LeanResponse,
  AbortController,
  AbortSignal,
} as const;
