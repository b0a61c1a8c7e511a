/** Lets so many bytes a second through, over all who ask. */
export interface Rate {
  /** Resolves once these may go on. */
  readonly pass: (bytes: number) => Promise<void> | undefined;
}

export const unlimited: Rate = { pass: () => undefined };

/** No more than so many bytes a second; what was not used of the last second may still be. */
export function limitedTo(bytesPerSecond: number, now: () => number = performance.now.bind(performance)): Rate {
  let free = now() - 1000;
  return {
    pass: (bytes) => {
      const at = now();
      free = Math.max(free, at - 1000) + (bytes / bytesPerSecond) * 1000;
      const wait = free - at;
      return wait > 0 ? new Promise((done) => setTimeout(done, wait)) : undefined;
    },
  };
}
