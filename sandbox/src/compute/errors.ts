import { ApiError } from '../http/api-error.js';
import type { Problem } from '../wing.js';

/** The numbers that Compute's error documents carry as `code`. */
const numbers: Record<string, number> = {
  UNKNOWN_ERROR: 0,
  USER_UNAUTHENTICATED: 1,
  FUNCTION_NOT_FOUND: 3,
  ENDPOINT_NOT_FOUND: 4,
  TASK_NOT_FOUND: 6,
  FUNCTION_ACCESS_FORBIDDEN: 8,
  ENDPOINT_ACCESS_FORBIDDEN: 9,
  FUNCTION_NOT_PERMITTED: 10,
  ENDPOINT_ALREADY_REGISTERED: 11,
  REQUEST_KEY_ERROR: 15,
  REQUEST_MALFORMED: 16,
  INTERNAL_ERROR: 17,
  TASK_GROUP_NOT_FOUND: 19,
  TASK_GROUP_ACCESS_FORBIDDEN: 20,
  INVALID_UUID: 21,
  PAYLOAD_TOO_LARGE: 22,
  ENDPOINT_LOCKED: 23,
};

/** The error document of Compute: a number for a program, a sentence for a person. */
export function describeComputeProblem({ status, code, message, extra = {} }: Problem): Record<string, unknown> {
  return {
    status: 'Failed',
    code: numbers[code] ?? numbers['UNKNOWN_ERROR'],
    error_args: [],
    reason: message,
    http_status_code: status,
    ...extra,
  };
}

export const unauthorized = (): ApiError =>
  new ApiError(401, 'USER_UNAUTHENTICATED', 'The request needs a valid token of the Compute service');

export const forbidden = (what: 'endpoint' | 'function' | 'task_group', id: string): ApiError =>
  new ApiError(403, `${what.toUpperCase()}_ACCESS_FORBIDDEN`, `Access to ${what} ${id} is forbidden`, {
    error_args: [id],
  });

export const notFound = (what: 'endpoint' | 'function' | 'task' | 'task_group', id: string): ApiError =>
  new ApiError(404, `${what.toUpperCase()}_NOT_FOUND`, `${what} ${id} could not be resolved`, { error_args: [id] });

export const malformed = (why: string): ApiError => new ApiError(400, 'REQUEST_MALFORMED', why, { error_args: [why] });

export const missingKey = (key: string): ApiError =>
  new ApiError(400, 'REQUEST_KEY_ERROR', `The request lacks '${key}'`, { error_args: [key] });
