const longestSleepMs = 100;

/** Holds all tasks together to a rate; without one it never waits. */
export class Throttle {
  private free = 0;

  constructor(private readonly bytesPerSecond: number | undefined) {}

  get active(): boolean {
    return this.bytesPerSecond !== undefined;
  }

  /** Waits until `bytes` more may have been moved; `stillWanted` ends the wait when it throws. */
  async take(bytes: number, stillWanted: () => void): Promise<void> {
    if (this.bytesPerSecond === undefined) return;
    this.free = Math.max(this.free, performance.now()) + (bytes / this.bytesPerSecond) * 1000;
    const until = this.free;
    for (let left = until - performance.now(); left > 0; left = until - performance.now()) {
      stillWanted();
      await new Promise((done) => setTimeout(done, Math.min(left, longestSleepMs)));
    }
  }
}
