import { InterruptedError } from '../errors.js';
import type { Runtime } from '../runtime.js';
import type { Clock } from '../tools.js';

/** The clock of this machine; whoever sleeps is woken by Ctrl-C. */
export function clock(runtime: Pick<Runtime, 'now' | 'sleep'>, signal: AbortSignal): Clock {
  return {
    now: runtime.now,
    signal,
    sleep: async (seconds) => {
      try {
        await runtime.sleep(seconds * 1000, signal);
      } catch (cause) {
        // only a signal interrupts: any other failure is what it is
        if (!signal.aborted) throw cause;
        throw new InterruptedError('Interrupted.', { cause });
      }
    },
  };
}
