/** Work of a task that goes on while its own steps do. */
export class Beside {
  private readonly works = new Set<Promise<void>>();

  /** `failed` is told what went wrong with any of it. */
  constructor(private readonly failed: (error: unknown) => void) {}

  add(work: Promise<void>): void {
    const kept: Promise<void> = work.catch(this.failed).finally(() => this.works.delete(kept));
    this.works.add(kept);
  }

  get isEmpty(): boolean {
    return this.works.size === 0;
  }

  /** A promise to wait for when there is as much of it as `most`. */
  room(most: number): Promise<void> | undefined {
    return this.works.size < most ? undefined : this.one();
  }

  /** Resolves when some of it is done. */
  one(): Promise<void> {
    return Promise.race(this.works);
  }

  /** Resolves when all of it is done. */
  async all(): Promise<void> {
    while (this.works.size > 0) await this.one();
  }
}
