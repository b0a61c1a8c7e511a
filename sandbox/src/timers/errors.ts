import { ApiError } from '../http/api-error.js';
import type { Problem } from '../wing.js';

/** The error document of Timers; invalid requests have the list of what is wrong as their only key. */
export function describeTimersProblem({ status, code, message, extra = {} }: Problem): Record<string, unknown> {
  return Array.isArray(extra['detail'])
    ? { detail: extra['detail'] }
    : { error: { code, detail: message, status }, ...extra };
}

export const unauthorized = (): ApiError =>
  new ApiError(401, 'UNAUTHORIZED', 'The token is missing, expired, revoked or not for Timers');

export const forbidden = (): ApiError => new ApiError(403, 'FORBIDDEN', 'The token lacks the scope of Timers');

export const timerNotFound = (id: string): ApiError => new ApiError(404, 'NOT_FOUND', `There is no timer ${id}`);

export const conflict = (why: string): ApiError => new ApiError(409, 'CONFLICT', why);
