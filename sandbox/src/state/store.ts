import { closeSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './new-folder.js';
import { parseJson, stringifyJson } from '../exact-json.js';
import { lockFolder } from './lock.js';
import { Reserve } from './reserve.js';
import { linesOf, readIfThere, readSnapshot, writeSnapshot } from './snapshot.js';
import { Table, type Change } from './table.js';

const retryMilliseconds = 1000;
const smallestJournalToFold = 8 * 1024 * 1024;
const largeChange = 64 * 1024;

/**
 * All rows of the world, in memory and on disk. A snapshot plus a journal of the changes since: `flush` appends the changes
 * made since the last flush as one line in one write, so that what was flushed survives a killed process, and a line torn by
 * the kill is dropped whole when the store is opened again. The folder is locked against a second process.
 */
export class Store {
  private readonly tables = new Map<string, Table<unknown>>();
  private pending: Change[] = [];
  private changes = 0;
  private generation = 0;
  private journal = -1;
  private journalBytes = 0;
  private snapshotBytes = 0;
  /** Where a fold failed: how long the journal may become before the next one is tried. */
  private foldAt = 0;
  private retry: NodeJS.Timeout | undefined;
  private readonly reserve: Reserve;
  private readonly unlock: () => void;

  constructor(private readonly folder: string) {
    makeFolder(folder, 0o700);
    this.unlock = lockFolder(folder);
    this.reserve = new Reserve(this.path('reserve'));
    try {
      this.load();
    } catch (error) {
      this.unlock();
      throw error;
    }
  }

  /** The table of that name; the same object on every call. Names are `<service>.<plural>`. */
  table<T>(name: string): Table<T> {
    let table = this.tables.get(name);
    if (!table) {
      table = new Table<unknown>(name, (change) => {
        this.changes += 1;
        this.pending.push(change);
      });
      this.tables.set(name, table);
    }
    return table as unknown as Table<T>;
  }

  /** Another number after every change of a row: what was made of the rows is still true as long as it is the same. */
  get version(): number {
    return this.changes;
  }

  /**
   * Writes all changes made so far, on a full disk with what room is held in reserve. Nothing that depends on a change may leave the
   * process before this returns.
   */
  flush(): void {
    for (;;) {
      try {
        return this.write();
      } catch (error) {
        if (!this.reserve.give()) throw error;
      }
    }
  }

  /**
   * Throws what keeps changes from being written, to be asked before one is made: there must be room in reserve, and beside it for
   * a large change, of about so many bytes.
   */
  requireRoom(bytes = 0): void {
    if (!this.reserve.isWhole) {
      this.write();
      this.reserve.fill();
    }
    if (bytes > largeChange) this.reserve.requireBeside(2 * bytes);
  }

  /**
   * As `flush`, for work whose outcome no answer waits for, and without what is held in reserve: what a full disk does not take
   * now goes with the next flush, at the latest with one that tries again after a moment.
   */
  flushWhenPossible(): void {
    clearTimeout(this.retry);
    try {
      this.write();
    } catch {
      this.retry = setTimeout(() => this.flushWhenPossible(), retryMilliseconds).unref();
    }
  }

  /** Every row of every table, as plain data. */
  dump(): Record<string, [string, unknown][]> {
    return Object.fromEntries([...this.tables].map(([name, table]) => [name, [...table.entries()]]));
  }

  /** Replaces everything by the given rows (none by default), durably. Where that fails, everything is as it was. */
  replace(tables: Record<string, [string, unknown][]> = {}): void {
    this.flush();
    const before = this.dump();
    this.refill(tables);
    try {
      this.fold();
    } catch (error) {
      this.refill(before);
      throw error;
    }
  }

  close(): void {
    if (this.journal < 0) return;
    clearTimeout(this.retry);
    try {
      this.flush();
      if (!this.isLittleOfMuch()) this.foldWhenPossible();
    } finally {
      this.release();
    }
  }

  /** Lets go of the folder without writing what was not flushed: what is there is what was. */
  abandon(): void {
    clearTimeout(this.retry);
    this.pending = [];
    this.release();
  }

  private release(): void {
    closeSync(this.journal);
    this.journal = -1;
    this.reserve.close();
    this.unlock();
  }

  private write(): void {
    if (this.pending.length === 0 || this.journal < 0) return;
    const line = Buffer.from(stringifyJson(this.pending) + '\n');
    try {
      for (let done = 0; done < line.length;) done += writeSync(this.journal, line, done);
    } catch (error) {
      // Half a line must not become the beginning of the next one; the changes stay pending.
      ftruncateSync(this.journal, this.journalBytes);
      throw error;
    }
    this.pending = [];
    this.journalBytes += line.length;
    if (this.journalBytes > Math.max(smallestJournalToFold, 2 * this.snapshotBytes, this.foldAt))
      this.foldWhenPossible();
  }

  private load(): void {
    const snapshot = readIfThere(this.path('state.json'));
    if (snapshot !== undefined) {
      const { generation, rows } = readSnapshot(snapshot, this.path('state.json'));
      this.generation = generation;
      this.snapshotBytes = snapshot.length;
      for (const { table, id, start, end } of rows) this.table(table).replayText(id, snapshot, start, end);
    }
    const journalPath = this.path(`journal.${this.generation}.jsonl`);
    const whole = this.replay(readIfThere(journalPath) ?? Buffer.alloc(0));
    this.journal = openSync(journalPath, 'a', 0o600);
    ftruncateSync(this.journal, whole);
    this.journalBytes = whole;
  }

  /** Applies each complete line and returns the length of the part that was complete. */
  private replay(journal: Buffer): number {
    let whole = 0;
    for (const { start, end } of linesOf(journal)) {
      let changes: Change[];
      try {
        changes = parseJson(journal.toString('utf8', start, end)) as Change[];
      } catch {
        return whole;
      }
      for (const change of changes) this.apply(change);
      whole = end + 1;
    }
    return whole;
  }

  private apply(change: Change): void {
    this.table(change[1]).replay(change);
  }

  private refill(tables: Record<string, [string, unknown][]>): void {
    this.changes += 1;
    for (const table of this.tables.values()) table.wipe();
    for (const [name, rows] of Object.entries(tables)) {
      const table = this.table(name);
      for (const [id, row] of rows) table.replay(['put', name, id, row]);
    }
  }

  /** Folds, unless the disk is full: what was flushed is in the journal all the same, which grows on until a fold succeeds. */
  private foldWhenPossible(): void {
    try {
      this.fold();
    } catch {
      this.foldAt = this.journalBytes + smallestJournalToFold;
    }
  }

  /** Whether so little changed of so much that the next start had rather read it than this one's end write all anew. */
  private isLittleOfMuch(): boolean {
    return this.snapshotBytes > smallestJournalToFold && this.journalBytes < this.snapshotBytes / 8;
  }

  /**
   * Starts a new generation: an empty journal, then the snapshot by rename, then the old journal goes. Killed before the
   * rename, the old pair is still complete; killed after it, the new one is.
   */
  private fold(): void {
    const next = this.generation + 1;
    const journal = openSync(this.path(`journal.${next}.jsonl`), 'w', 0o600);
    const draft = this.path('state.json.new');
    let bytes: number;
    try {
      bytes = writeSnapshot(draft, next, this.tables);
      renameSync(draft, this.path('state.json'));
    } catch (error) {
      closeSync(journal);
      for (const path of [draft, this.path(`journal.${next}.jsonl`)]) rmSync(path, { force: true });
      throw error;
    }
    if (this.journal >= 0) closeSync(this.journal);
    rmSync(this.path(`journal.${this.generation}.jsonl`), { force: true });
    this.pending = [];
    this.generation = next;
    this.journal = journal;
    this.journalBytes = 0;
    this.snapshotBytes = bytes;
    this.foldAt = 0;
  }

  private path(name: string): string {
    return join(this.folder, name);
  }
}

/** Declares a service's tables: the function returned gives the same tables for the same store. */
export function defineState<S>(make: (store: Store) => S): (holder: { store: Store }) => S {
  const made = new WeakMap<Store, S>();
  return ({ store }) => {
    let state = made.get(store);
    if (state === undefined) made.set(store, (state = make(store)));
    return state;
  };
}
