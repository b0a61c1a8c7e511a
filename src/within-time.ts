import { runInNewContext } from 'node:vm';

/**
 * What `work` returns; undefined when that takes longer. For regular expressions that a service sends, of which some never end: they
 * can be broken off nowhere but here, not even by a signal. `work` must leave nothing half done behind.
 */
export function withinTime<T>(milliseconds: number, work: () => T): T | undefined {
  try {
    return runInNewContext('work()', { work }, { timeout: milliseconds }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}
