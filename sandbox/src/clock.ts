import type { Store } from './state/store.js';

/** How the world's time runs: with the wall clock by default; `frozen` time moves only when it is advanced. */
export interface ClockOptions {
  /** Milliseconds since 1970 at which a new world begins; now by default. */
  readonly startAt?: number;
  readonly frozen?: boolean;
}

interface ClockRow {
  offset: number;
  readonly frozenAt: number | null;
}

/** Where time may be moved to: the years that every client can read and write. */
const [first, last] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59Z')];
/** How far from 1970 the time of a world that is kept may be: what is to come must be a `Date`, too. */
const furthest = 8e15;

/** Whether a world may be at this time, in milliseconds since 1970. */
export const isWorldTime = (at: number): boolean => at >= first && at <= last;
export const worldTimes = 'a time from the year 1 to 9999';

/** A world was left at a time that is none, as a sandbox of before could be. */
export class NoTimeKept extends Error {}

/** Whether a row says what time it is in a world. */
export function isClockRow(row: unknown, wall: number): boolean {
  const { offset, frozenAt } = (row ?? {}) as Record<string, unknown>;
  if (typeof offset !== 'number' || (frozenAt !== null && typeof frozenAt !== 'number')) return false;
  return Math.abs((frozenAt ?? wall) + offset) <= furthest;
}

/** The world's time, in milliseconds since 1970. What was advanced stays advanced after a restart. */
export class Clock {
  private row: ClockRow;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly store: Store,
    private readonly options: ClockOptions,
    private readonly wall: () => number,
  ) {
    this.row = this.load();
  }

  now(): number {
    return (this.row.frozenAt ?? this.wall()) + this.row.offset;
  }

  /** The machine's own time, whatever time it is in the world: what clients go by when they look at dates of tokens. */
  machine(): number {
    return this.wall();
  }

  /** Moves time forward and tells everyone who waits for it. RangeError where that is no time of a world. */
  advance(milliseconds: number): void {
    requireWorldTime(this.now() + milliseconds);
    this.row.offset += milliseconds;
    this.save();
    for (const listener of [...this.listeners]) listener();
  }

  /** Calls `listener` after each advance, until the function returned is called. */
  onAdvance(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Reads the time kept in the store again, after its rows were replaced. */
  reload(): void {
    this.row = this.load();
  }

  private load(): ClockRow {
    const kept = this.store.table<ClockRow>('world.clock').get('clock');
    if (kept && !isClockRow(kept, this.wall())) throw new NoTimeKept();
    if (kept) return { ...kept };
    const start = this.options.startAt;
    if (start !== undefined) requireWorldTime(start);
    const row: ClockRow = this.options.frozen
      ? { offset: 0, frozenAt: start ?? this.wall() }
      : { offset: start === undefined ? 0 : start - this.wall(), frozenAt: null };
    this.store.table<ClockRow>('world.clock').put('clock', { ...row });
    return row;
  }

  private save(): void {
    this.store.table<ClockRow>('world.clock').put('clock', { ...this.row });
  }
}

function requireWorldTime(at: number): void {
  if (!isWorldTime(at)) throw new RangeError(`a sandbox's clock shows ${worldTimes}, no other`);
}
