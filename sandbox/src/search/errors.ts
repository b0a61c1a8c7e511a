import { createHash } from 'node:crypto';
import { ApiError } from '../http/api-error.js';
import { requestId } from '../ids.js';
import type { Problem } from '../wing.js';

/** The error document of Search. */
export function describeSearchProblem({ status, code, message, extra }: Problem): Record<string, unknown> {
  const request_id = createHash('md5').update(requestId()).digest('hex');
  return { '@datatype': 'GError', '@version': '2017-09-01', status, code, message, request_id, ...extra };
}

export const unauthorized = (): ApiError =>
  new ApiError(401, 'Unauthorized.Generic', 'The token is missing, expired, revoked or not for Search');

export const missingScope = (): ApiError =>
  new ApiError(403, 'Forbidden.Generic', 'The token lacks a scope this operation needs');

/** What a caller without the right role is told about an operation, by its name. */
export function denied(operation: string): ApiError {
  return new ApiError(403, 'Forbidden.Generic', `${operation} request denied by service`, {
    error_data: {
      cause: `You do not have the proper roles to perform the ${operation} operation.`,
      recommended_resolution:
        'Ensure you are making a call authenticated with a valid Search token and that you have been granted the required roles for this operation',
    },
  });
}

export const notFound = (kind: string, message: string): ApiError => new ApiError(404, `NotFound.${kind}`, message);

/** What is wrong with the parts of a request, by where they are; refused all at once. */
export class Messages {
  private readonly tree: Record<string, unknown> = {};
  private empty = true;

  /** `where` is the part of the request: its body, or the parameters of its URL. */
  constructor(private readonly where: 'json' | 'query') {}

  add(path: (string | number)[], message: string): void {
    this.empty = false;
    let node = this.tree;
    const last = String(path.at(-1) ?? '_schema');
    for (const step of path.slice(0, -1)) node = (node[String(step)] ??= {}) as Record<string, unknown>;
    const present = node[last];
    node[last] = Array.isArray(present) ? [...(present as unknown[]), message] : [message];
  }

  /** 400 `BadRequest.ValidationError` with everything that was noted, if anything was. */
  refuse(): void {
    if (this.empty) return;
    throw new ApiError(400, 'BadRequest.ValidationError', 'Request failed input validation.', {
      error_data: { messages: { [this.where]: this.tree } },
    });
  }
}

/** What a required field that is not there is told. */
export const missing = 'Missing data for required field.';
