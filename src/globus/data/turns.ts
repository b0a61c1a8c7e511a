import type { Clock, Notices, SubmissionRecords } from '../../tools.js';
import type { Place } from './place.js';

interface Tools {
  readonly records: Pick<SubmissionRecords, 'takeTurn'>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly notices: Pick<Notices, 'info'>;
}

/**
 * The places that moves write to, each by one globus at a time. Two at once would find nothing of each other there, write over each other, take
 * what is there for their own copy, and remove both originals.
 */
export class Turns {
  private readonly taken = new Map<string, () => void>();

  constructor(private readonly tools: Tools) {}

  /** Waits until these are free, and says so. InterruptedError where that is broken off. */
  async take(places: readonly Place[]): Promise<void> {
    const { records, clock, notices } = this.tools;
    // in one order, so that no two wait for each other
    for (const key of places.map(keyOf).sort()) {
      if (this.taken.has(key)) continue;
      const end = await records.takeTurn(key, {
        sleep: clock.sleep,
        onWait: (by) => notices.info(`Another globus${by} moves something to the same place: this one waits for it.`),
      });
      this.taken.set(key, end);
    }
  }

  end(): void {
    for (const end of this.taken.values()) end();
    this.taken.clear();
  }
}

const keyOf = (place: Place) => JSON.stringify([place.at === 'local' ? '' : place.endpoint.id, place.path]);
