import { createContext, Script } from 'node:vm';

const context = createContext({ work: undefined as unknown });
const call = new Script('work()');

/** What clients wrote takes too long to be worked out. */
export class TooSlow extends Error {
  constructor() {
    super('a regular expression takes too long');
  }
}

/**
 * What `work` returns; throws `TooSlow` when that takes longer. For regular expressions that clients write, of which some
 * never end: they can be broken off nowhere but here. `work` must leave nothing half done behind.
 */
export function withinTime<T>(milliseconds: number, work: () => T): T {
  context['work'] = work;
  try {
    return call.runInContext(context, { timeout: milliseconds }) as T;
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? new TooSlow() : error;
  } finally {
    context['work'] = undefined;
  }
}
