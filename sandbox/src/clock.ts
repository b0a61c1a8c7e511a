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

  /** Moves time forward and tells everyone who waits for it. */
  advance(milliseconds: number): void {
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
    if (kept) return { ...kept };
    const start = this.options.startAt;
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
