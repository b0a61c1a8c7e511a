import { pause } from '../../services/retry.js';

/** The longest that a timer of Node waits, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** Lets so many bytes a second through, over all who ask. */
export interface Rate {
  /** Resolves once these may go on. */
  readonly pass: (bytes: number) => Promise<void> | undefined;
}

export const unlimited: Rate = { pass: () => undefined };

/** No more than so many bytes a second; what was not used of the last second may still be. Waiting ends with InterruptedError once the signal is aborted. */
export function limitedTo(
  bytesPerSecond: number,
  signal?: AbortSignal,
  now: () => number = performance.now.bind(performance),
): Rate {
  let free = now() - 1000;
  return {
    pass: (bytes) => {
      const at = now();
      free = Math.max(free, at - 1000) + (bytes / bytesPerSecond) * 1000;
      const wait = free - at;
      return wait > 0 ? pause(Math.min(wait, longestTimer), signal) : undefined;
    },
  };
}
