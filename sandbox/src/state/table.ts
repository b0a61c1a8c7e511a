import { parseJson, stringifyJson } from '../exact-json.js';

/** One change of one row, as the journal keeps it: a put carries the row, a removal does not. */
export type Change = ['put', string, string, unknown] | ['del', string, string];

/** A lookup from a key computed of a row to the rows that have it; kept in step by the table. */
export interface Index<T> {
  /** The rows with this key, in no promised order. */
  all(key: string): T[];
  /** One row with this key. */
  first(key: string): T | undefined;
}

/** A row as the snapshot has it, read when it is first asked for: most of a large world is not, between two starts. */
class UnreadRow {
  constructor(
    private readonly file: Buffer,
    private readonly start: number,
    private readonly end: number,
  ) {}

  get text(): string {
    return this.file.toString('utf8', this.start, this.end);
  }
}

interface IndexEntries {
  readonly keyOf: (row: never) => string | undefined;
  /** The ids of the rows with a key; mostly there is one, which needs no set. */
  readonly ids: Map<string, string | Set<string>>;
}

/**
 * A map of rows by id that reports every change. Rows are kept by reference: whoever changes a row in place calls `put` with
 * it again, and must not change a field that an index is made of.
 */
export class Table<T> {
  private readonly rows = new Map<string, T | UnreadRow>();
  private unread = 0;
  private readonly indexes: IndexEntries[] = [];

  constructor(
    readonly name: string,
    private readonly report: (change: Change) => void,
  ) {}

  get size(): number {
    return this.rows.size;
  }

  get(id: string): T | undefined {
    const row = this.rows.get(id);
    return row instanceof UnreadRow ? this.read(id, row) : row;
  }

  has(id: string): boolean {
    return this.rows.has(id);
  }

  values(): IterableIterator<T> {
    return this.unread === 0 ? (this.rows as Map<string, T>).values() : this.readValues();
  }

  *entries(): IterableIterator<[string, T]> {
    for (const [id, row] of this.rows) yield [id, row instanceof UnreadRow ? this.read(id, row) : row];
  }

  /** Every row as JSON; those that were not read are not read for it. */
  *texts(): IterableIterator<[string, string]> {
    for (const [id, row] of this.rows) yield [id, row instanceof UnreadRow ? row.text : stringifyJson(row)];
  }

  /** The rows that satisfy `test`, in order of insertion. */
  filter(test: (row: T) => boolean): T[] {
    const found: T[] = [];
    for (const row of this.values()) if (test(row)) found.push(row);
    return found;
  }

  /** Stores the row and reports the change; the row is returned for chaining. */
  put(id: string, row: T): T {
    this.set(id, row);
    this.report(['put', this.name, id, row]);
    return row;
  }

  /** Removes the row; false when there was none. */
  delete(id: string): boolean {
    if (!this.drop(id)) return false;
    this.report(['del', this.name, id]);
    return true;
  }

  /** Declares a lookup; to be called before rows are read through it. Rows already present are indexed. */
  index(keyOf: (row: T) => string | undefined): Index<T> {
    const entries: IndexEntries = { keyOf: keyOf, ids: new Map() };
    this.indexes.push(entries);
    for (const [id, row] of this.entries()) link(entries, id, row);
    const rowsOf = (key: string): Iterable<string> => {
      const ids = entries.ids.get(key) ?? [];
      return typeof ids === 'string' ? [ids] : ids;
    };
    return {
      all: (key) => {
        const rows: T[] = [];
        for (const id of rowsOf(key)) rows.push(this.get(id) as T);
        return rows;
      },
      first: (key) => {
        for (const id of rowsOf(key)) return this.get(id);
        return undefined;
      },
    };
  }

  /** Applies a change read back from the journal, without reporting it again. */
  replay(change: Change): void {
    if (change[0] === 'put') this.set(change[2], change[3] as T);
    else this.drop(change[2]);
  }

  /** Takes a row as the JSON that stands in this part of a snapshot, without reporting it. */
  replayText(id: string, file: Buffer, start: number, end: number): void {
    const row = new UnreadRow(file, start, end);
    if (this.indexes.length > 0) return this.set(id, parseJson(row.text) as T);
    const isThere = this.rows.get(id) instanceof UnreadRow;
    this.rows.set(id, row);
    if (!isThere) this.unread += 1;
  }

  /** Empties the table without reporting; for `Store` only. */
  wipe(): void {
    this.rows.clear();
    this.unread = 0;
    for (const entries of this.indexes) entries.ids.clear();
  }

  private set(id: string, row: T): void {
    if (this.indexes.length > 0) {
      const before = this.get(id);
      if (before !== undefined) for (const entries of this.indexes) unlink(entries, id, before);
      for (const entries of this.indexes) link(entries, id, row);
    } else if (this.rows.get(id) instanceof UnreadRow) this.unread -= 1;
    this.rows.set(id, row);
  }

  private drop(id: string): boolean {
    const before = this.rows.get(id);
    if (before === undefined) return false;
    if (before instanceof UnreadRow) this.unread -= 1;
    else for (const entries of this.indexes) unlink(entries, id, before);
    return this.rows.delete(id);
  }

  private read(id: string, { text }: UnreadRow): T {
    const row = parseJson(text) as T;
    this.rows.set(id, row);
    this.unread -= 1;
    return row;
  }

  private *readValues(): IterableIterator<T> {
    for (const [, row] of this.entries()) yield row;
  }
}

function link(entries: IndexEntries, id: string, row: unknown): void {
  const key = entries.keyOf(row as never);
  if (key === undefined) return;
  const ids = entries.ids.get(key);
  if (ids === undefined) entries.ids.set(key, id);
  else if (typeof ids !== 'string') ids.add(id);
  else if (ids !== id) entries.ids.set(key, new Set([ids, id]));
}

function unlink(entries: IndexEntries, id: string, row: unknown): void {
  const key = entries.keyOf(row as never);
  if (key === undefined) return;
  const ids = entries.ids.get(key);
  if (ids === undefined || ids === id) entries.ids.delete(key);
  else if (typeof ids !== 'string' && ids.delete(id) && ids.size === 0) entries.ids.delete(key);
}
