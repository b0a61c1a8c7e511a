import { ApiError } from '../http/api-error.js';
import type { Problem } from '../wing.js';

/** The error document of Groups; invalid requests have the list of what is wrong as their only key. */
export function describeGroupsProblem({ code, message, extra = {} }: Problem): Record<string, unknown> {
  return Array.isArray(extra['detail']) ? { detail: extra['detail'] } : { code, detail: message, ...extra };
}

export const unauthorized = (): ApiError =>
  new ApiError(401, 'UNAUTHORIZED', 'The token is missing, expired, revoked or not for Groups');

export const forbidden = (detail: string): ApiError => new ApiError(403, 'FORBIDDEN', detail);

export const groupNotFound = (id: string): ApiError => new ApiError(404, 'GROUP_NOT_FOUND', `There is no group ${id}`);
