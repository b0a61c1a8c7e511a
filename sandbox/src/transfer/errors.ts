import { ApiError } from '../http/api-error.js';
import { requestId } from '../ids.js';
import type { Problem } from '../wing.js';
import { StorageError } from './storage/storage-error.js';

/** The error document of Transfer. */
export function describeTransferProblem({ code, message, resource, extra }: Problem): Record<string, unknown> {
  return { code, message, request_id: requestId(), resource, ...extra };
}

/** The header from which clients older than the SDK take the code. */
export const transferErrorHeaders = (code: string): Record<string, string> => ({ 'X-Transfer-API-Error': code });

/** The 401 of Transfer: the official CLI knows it by exactly this code. */
export const authenticationFailed = 'ClientError.AuthenticationFailed';

export const badRequest = (message: string): ApiError => new ApiError(400, 'BadRequest', message);

export const permissionDenied = (message = 'You do not have permission to do this'): ApiError =>
  new ApiError(403, 'PermissionDenied', message);

export const endpointPermissionDenied = (message = 'Denied by endpoint'): ApiError =>
  new ApiError(403, 'EndpointPermissionDenied', message);

export const conflict = (message: string): ApiError => new ApiError(409, 'Conflict', message);

/** The consent a caller lacks, as the clients read it. */
export function consentRequired(scopes: string[]): ApiError {
  return new ApiError(403, 'ConsentRequired', 'Missing required data_access consent', { required_scopes: scopes });
}

/** The operations on directories, as the service's codes spell them. */
export type DirectoryOperation = 'DirListing' | 'Mkdir' | 'Rename' | 'Symlink';

/**
 * A storage failure as a directory operation answers it. Everything that is not the client's doing is an ExternalError, which
 * clients know not to retry.
 */
export function operationError(error: unknown, operation: DirectoryOperation): unknown {
  if (!(error instanceof StorageError)) return error;
  const failed = (reason: string, message = `The endpoint answered: ${error.message}`) =>
    new ApiError(502, `ExternalError.${operation}Failed.${reason}`, message);
  switch (error.code) {
    case 'NOT_FOUND':
      return new ApiError(404, 'ClientError.NotFound', 'Path not found');
    case 'NOT_A_DIRECTORY':
      return failed('NotDirectory', 'The path is not a folder');
    case 'EXISTS':
    case 'NOT_EMPTY':
    case 'IS_A_DIRECTORY':
      return failed('Exists', 'The path already exists');
    case 'NOT_CONNECTED':
      return failed('GCDisconnected');
    case 'PAUSED':
      return failed('GCPaused');
    case 'UNREACHABLE':
      return failed('ConnectFailed');
    case 'PERMISSION_DENIED':
      return endpointPermissionDenied(`Denied by endpoint: ${error.message}`);
    default:
      return new ApiError(502, 'EndpointError', `The endpoint answered: ${error.message}`);
  }
}
