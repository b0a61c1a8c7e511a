import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { parseJson, stringifyJson } from '../exact-json.js';
import { lockFolder } from './lock.js';
import { Table, type Change } from './table.js';

interface Snapshot {
  readonly format: number;
  readonly generation: number;
  readonly tables: Record<string, [string, unknown][]>;
}

const smallestJournalToFold = 8 * 1024 * 1024;

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
  private readonly unlock: () => void;

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.unlock = lockFolder(folder);
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

  /** Writes all changes made so far. Nothing that depends on a change may leave the process before this returns. */
  flush(): void {
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
    if (this.journalBytes > Math.max(smallestJournalToFold, 2 * this.snapshotBytes)) this.fold();
  }

  /** Every row of every table, as plain data. */
  dump(): Record<string, [string, unknown][]> {
    return Object.fromEntries([...this.tables].map(([name, table]) => [name, [...table.entries()]]));
  }

  /** Replaces everything by the given rows (none by default), durably. */
  replace(tables: Record<string, [string, unknown][]> = {}): void {
    this.pending = [];
    this.changes += 1;
    for (const table of this.tables.values()) table.wipe();
    this.fill(tables);
    this.fold();
  }

  close(): void {
    if (this.journal < 0) return;
    this.flush();
    this.fold();
    closeSync(this.journal);
    this.journal = -1;
    this.unlock();
  }

  private load(): void {
    const text = readIfThere(this.path('state.json'));
    if (text !== undefined) {
      const snapshot = parseJson(text.toString('utf8')) as Snapshot;
      if (snapshot.format !== 1)
        throw new Error(`${this.path('state.json')} was written by another version of the sandbox`);
      this.generation = snapshot.generation;
      this.snapshotBytes = text.length;
      this.fill(snapshot.tables);
    }
    const journalPath = this.path(`journal.${this.generation}.jsonl`);
    const whole = this.replay(readIfThere(journalPath) ?? Buffer.alloc(0));
    this.journal = openSync(journalPath, 'a', 0o600);
    ftruncateSync(this.journal, whole);
    this.journalBytes = whole;
  }

  /** Applies each complete line and returns the length of the part that was complete. */
  private replay(journal: Buffer): number {
    let start = 0;
    for (let end = journal.indexOf(10); end >= 0; end = journal.indexOf(10, start)) {
      let changes: Change[];
      try {
        changes = parseJson(journal.toString('utf8', start, end)) as Change[];
      } catch {
        return start;
      }
      for (const change of changes) this.table(change[1]).replay(change);
      start = end + 1;
    }
    return start;
  }

  private fill(tables: Record<string, [string, unknown][]>): void {
    for (const [name, rows] of Object.entries(tables)) {
      const table = this.table(name);
      for (const [id, row] of rows) table.replay(['put', name, id, row]);
    }
  }

  /**
   * Starts a new generation: an empty journal, then the snapshot by rename, then the old journal goes. Killed before the
   * rename, the old pair is still complete; killed after it, the new one is.
   */
  private fold(): void {
    const next = this.generation + 1;
    const journal = openSync(this.path(`journal.${next}.jsonl`), 'w', 0o600);
    const text = stringifyJson({ format: 1, generation: next, tables: this.dump() } satisfies Snapshot);
    const draft = this.path('state.json.new');
    const file = openSync(draft, 'w', 0o600);
    writeFileSync(file, text);
    fsyncSync(file);
    closeSync(file);
    renameSync(draft, this.path('state.json'));
    if (this.journal >= 0) closeSync(this.journal);
    rmSync(this.path(`journal.${this.generation}.jsonl`), { force: true });
    this.pending = [];
    this.generation = next;
    this.journal = journal;
    this.journalBytes = 0;
    this.snapshotBytes = text.length;
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

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
