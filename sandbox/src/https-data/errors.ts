import { ApiError } from '../http/api-error.js';
import type { Problem } from '../wing.js';
import { StorageError } from '../transfer/storage/storage-error.js';

/** The code of the 401. */
export const unauthorizedCode = 'Unauthorized';

/** The error document of a collection's HTTPS server. */
export function describeHttpsProblem({ status, code, message, extra }: Problem): Record<string, unknown> {
  return { code, message, http_response_code: status, ...extra };
}

/** Nobody is known to ask, or not well enough. */
export function unauthorized(message: string, error?: 'invalid_token'): ApiError {
  return new ApiError(
    401,
    unauthorizedCode,
    message,
    {},
    { 'WWW-Authenticate': `Bearer realm="globus"${error === undefined ? '' : `, error="${error}"`}` },
  );
}

/** A condition of the request does not hold. */
export function preconditionFailed(): ApiError {
  return new ApiError(412, 'PreconditionFailed', 'The file is not what the conditions of the request say');
}

/** A storage failure as an answer; anything else is passed on. */
export function dataError(error: unknown): unknown {
  if (!(error instanceof StorageError)) return error;
  const because = (status: number, code: string) =>
    new ApiError(status, code, `The collection answered: ${error.message}`);
  switch (error.code) {
    case 'NOT_FOUND':
    case 'NOT_A_DIRECTORY':
      return new ApiError(404, 'NotFound', 'No such file');
    case 'IS_A_DIRECTORY':
      return new ApiError(
        403,
        'IsADirectory',
        'That is a directory; HTTPS access is for files, and Transfer lists directories',
      );
    case 'PERMISSION_DENIED':
      return because(403, 'PermissionDenied');
    case 'NAME_TOO_LONG':
      return because(400, 'InvalidPath');
    case 'QUOTA_EXCEEDED':
      return because(507, 'QuotaExceeded');
    case 'NOT_CONNECTED':
    case 'PAUSED':
    case 'UNREACHABLE':
      return because(503, 'ServiceUnavailable');
    default:
      return because(409, 'Conflict');
  }
}
