/** Why storage refused, in the service's terms. */
export type StorageCode =
  | 'NOT_FOUND'
  | 'NOT_A_DIRECTORY'
  | 'IS_A_DIRECTORY'
  | 'EXISTS'
  | 'NOT_EMPTY'
  | 'PERMISSION_DENIED'
  | 'QUOTA_EXCEEDED'
  | 'NAME_TOO_LONG'
  | 'NOT_CONNECTED'
  | 'PAUSED'
  | 'UNREACHABLE'
  | 'OTHER';

const codes: Record<string, StorageCode> = {
  ENOENT: 'NOT_FOUND',
  ENOTDIR: 'NOT_A_DIRECTORY',
  EISDIR: 'IS_A_DIRECTORY',
  EEXIST: 'EXISTS',
  ENOTEMPTY: 'NOT_EMPTY',
  EACCES: 'PERMISSION_DENIED',
  EPERM: 'PERMISSION_DENIED',
  EROFS: 'PERMISSION_DENIED',
  ELOOP: 'PERMISSION_DENIED',
  ENXIO: 'PERMISSION_DENIED',
  ENOSPC: 'QUOTA_EXCEEDED',
  EDQUOT: 'QUOTA_EXCEEDED',
  ENAMETOOLONG: 'NAME_TOO_LONG',
};

/** A refusal of the storage below a collection. Its message never names a path of the host. */
export class StorageError extends Error {
  constructor(
    readonly code: StorageCode,
    message: string = code.toLowerCase().replace(/_/g, ' '),
  ) {
    super(message);
  }
}

/** The same failure without the host's paths; anything that is not a file system's failure is passed on. */
export function storageError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (
    error instanceof StorageError ||
    typeof code !== 'string' ||
    (error as NodeJS.ErrnoException).syscall === undefined
  )
    return error;
  return new StorageError(
    codes[code] ?? 'OTHER',
    `${(codes[code] ?? code).toLowerCase().replace(/_/g, ' ')} (${(error as NodeJS.ErrnoException).syscall})`,
  );
}
