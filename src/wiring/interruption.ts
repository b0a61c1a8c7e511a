import type { Runtime } from '../runtime.js';

export interface Interruption {
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  readonly release: () => void;
}

/** Ctrl-C ends what is under way in good order; a second one ends the process at once. */
export function interruption(runtime: Runtime): Interruption {
  const controller = new AbortController();
  const release = runtime.onSignal((signal) => {
    controller.abort(signal);
    release();
  });
  return { signal: controller.signal, release };
}
