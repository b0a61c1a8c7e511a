import { StorageError, storageError, type StorageCode } from '../storage/storage-error.js';

/** On which side of a transfer something went wrong. */
export type Side = 'source' | 'destination';

const codes: Record<StorageCode, { code: string; fatal: boolean }> = {
  NOT_FOUND: { code: 'FILE_NOT_FOUND', fatal: false },
  PERMISSION_DENIED: { code: 'PERMISSION_DENIED', fatal: false },
  QUOTA_EXCEEDED: { code: 'QUOTA_EXCEEDED', fatal: false },
  NOT_CONNECTED: { code: 'GC_NOT_CONNECTED', fatal: false },
  PAUSED: { code: 'GC_PAUSED', fatal: false },
  UNREACHABLE: { code: 'CONNECT_FAILED', fatal: false },
  NOT_A_DIRECTORY: { code: 'NOT_A_DIRECTORY', fatal: true },
  IS_A_DIRECTORY: { code: 'IS_A_DIRECTORY', fatal: true },
  EXISTS: { code: 'EXISTS', fatal: true },
  NOT_EMPTY: { code: 'DIRECTORY_NOT_EMPTY', fatal: false },
  NAME_TOO_LONG: { code: 'NAME_TOO_LONG', fatal: true },
  OTHER: { code: 'ENDPOINT_ERROR', fatal: false },
};

/** What went wrong with one path of a task. One that is not fatal is tried again until the deadline. */
export class TaskFault extends Error {
  constructor(
    readonly code: string,
    readonly side: Side,
    readonly path: string,
    message: string,
    readonly fatal = false,
  ) {
    super(message);
  }
}

/** Calls `work` and names the side and the path of a storage failure; other errors are passed on. */
export function on<T>(side: Side, path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw faultOf(error, side, path);
  }
}

/** A storage failure as the fault of a path. */
export function faultOf(error: unknown, side: Side, path: string): unknown {
  const known = storageError(error);
  if (!(known instanceof StorageError)) return known;
  const { code, fatal } = codes[known.code];
  return new TaskFault(code, side, path, `${known.message}: ${path}`, fatal);
}
