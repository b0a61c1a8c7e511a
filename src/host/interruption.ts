import type { Runtime } from '../runtime.js';

export interface Interruption {
  /** Aborted by the first SIGINT or SIGTERM, and when the command has ended. */
  readonly signal: AbortSignal;
  /** Takes the listener away and ends what is still under way: requests made ahead must not hold the shell. */
  readonly release: () => void;
}

/** Ctrl-C ends what is under way in good order; a second one ends the process at once. */
export function interruption(runtime: Runtime): Interruption {
  const controller = new AbortController();
  const unlisten = runtime.onSignal((signal) => {
    controller.abort(signal);
    unlisten();
  });
  const release = () => {
    unlisten();
    controller.abort();
  };
  return { signal: controller.signal, release };
}
