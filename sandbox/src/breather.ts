const longestWorkMs = 8;

/** Keeps long loops of short synchronous work from holding up requests: `breathe` lets others run every few milliseconds. */
export class Breather {
  private since = performance.now();

  /** Returns at once, or, when it is time, a promise to wait for. */
  breathe(): Promise<void> | undefined {
    if (performance.now() - this.since < longestWorkMs) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        this.since = performance.now();
        resolve();
      });
    });
  }
}
