import { setMaxListeners } from 'node:events';
import type { Runtime } from '../runtime.js';

export interface Interruption {
  /** Aborted by the first signal that asks to end, with its name for a reason, and when the command has ended. */
  readonly signal: AbortSignal;
  /** From now on a signal ends the process at once, as it does a program that does not listen. */
  readonly unlisten: () => void;
  /** Takes the listener away and ends what is still under way: requests made ahead must not hold the shell. */
  readonly release: () => void;
}

/** Ctrl-C, `kill` and a closed terminal end what is under way in good order; a second one ends the process at once. */
export function interruption(runtime: Runtime, told: (signal: NodeJS.Signals) => void): Interruption {
  const controller = new AbortController();
  // every request under way listens, and there may be hundreds
  setMaxListeners(0, controller.signal);
  const unlisten = runtime.onSignal((signal) => {
    told(signal);
    controller.abort(signal);
    // after the other listeners: that of an open question ends the process at once where nobody else listens, with a raw terminal
    queueMicrotask(unlisten);
  });
  const release = () => {
    unlisten();
    controller.abort();
  };
  return { signal: controller.signal, unlisten, release };
}
