import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CliError } from '../../errors.js';
import type { Clock, Notices, SubmissionRecords } from '../../tools.js';
import type { TransferOperations } from '../../services/transfer.js';
import { homeOf } from './apart.js';
import type { Place } from './place.js';

interface Tools {
  readonly records: Pick<SubmissionRecords, 'takeTurn'>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly notices: Pick<Notices, 'info'>;
  readonly data: { readonly transfer: () => Promise<Pick<TransferOperations, 'listDirectory'>> };
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
    const keys: string[] = [];
    for (const place of places) keys.push(await this.keyOf(place));
    // in one order, so that no two wait for each other
    for (const key of keys.sort()) {
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

  /** The same for each way to write a place, but for links on a collection. */
  private async keyOf(place: Place): Promise<string> {
    if (place.at === 'local') return JSON.stringify(['', await withoutLinks(place.path)]);
    return JSON.stringify([place.endpoint.id, await this.fromRoot(place)]);
  }

  /** Of the one collection that all places of a line are on. */
  private home: Promise<string | undefined> | undefined;
  private async fromRoot(place: Exclude<Place, { readonly at: 'local' }>): Promise<string> {
    const [, below] = /^\/~(\/.*|$)/.exec(place.path) ?? [];
    if (below === undefined) return place.path;
    this.home ??= this.homeFor(place);
    return `${(await this.home) ?? '/~'}${below}`;
  }
  /** What keeps from looking there is told by the move itself. */
  private async homeFor(place: Exclude<Place, { readonly at: 'local' }>): Promise<string | undefined> {
    try {
      return await homeOf(place, this.tools.data.transfer);
    } catch (error) {
      if (error instanceof CliError) return undefined;
      throw error;
    }
  }
}

/** The real path, as far as it is there: what cannot be followed is told by the move itself. */
async function withoutLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(await withoutLinks(above), basename(path));
  }
}
