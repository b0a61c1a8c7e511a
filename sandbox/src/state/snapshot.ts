import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Table } from './table.js';

/** The first line of a snapshot, of which each other one is a row: a large world is never one text. */
interface Head {
  readonly format: number;
  readonly generation: number;
}

const format = 2;
const pieceBytes = 1024 * 1024;
/** With what each line of a snapshot begins. */
const rowStart = '["put",';

/** A row by where its text stands in the snapshot. */
interface RowPlace {
  readonly table: string;
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** The rows of a snapshot, found as they are asked for. Error where another version of the sandbox wrote it. */
export function readSnapshot(
  snapshot: Buffer,
  path: string,
): { readonly generation: number; readonly rows: Iterable<RowPlace> } {
  const lines = linesOf(snapshot);
  const first = lines.next().value;
  const head = headOf(first && snapshot.toString('utf8', first.start, first.end));
  if (head?.format !== format) throw new Error(`${path} was written by another version of the sandbox`);
  return { generation: head.generation, rows: rowsOf(snapshot, lines) };
}

/** A row is `["put",table,id,row]`. */
function* rowsOf(file: Buffer, lines: Iterable<{ start: number; end: number }>): Generator<RowPlace> {
  const textIn = (from: number, to: number) => JSON.parse(file.toString('utf8', from, to)) as string;
  for (const { start, end } of lines) {
    const name = start + rowStart.length;
    const id = afterText(file, name) + 1;
    const row = afterText(file, id) + 1;
    yield { table: textIn(name, id - 1), id: textIn(id, row - 1), start: row, end: end - 1 };
  }
}

/** Writes every row, a piece at a time, through to the disk; returns how many bytes that were. */
export function writeSnapshot(path: string, generation: number, tables: ReadonlyMap<string, Table<unknown>>): number {
  const file = openSync(path, 'w', 0o600);
  let bytes = 0;
  const write = (piece: string) => {
    const data = Buffer.from(piece);
    for (let done = 0; done < data.length;) done += writeSync(file, data, done);
    bytes += data.length;
  };
  try {
    let piece = `${JSON.stringify({ format, generation } satisfies Head)}\n`;
    for (const [name, table] of tables) {
      for (const [id, row] of table.texts()) {
        piece += `${rowStart}${JSON.stringify(name)},${JSON.stringify(id)},${row}]\n`;
        if (piece.length < pieceBytes) continue;
        write(piece);
        piece = '';
      }
    }
    write(piece);
    fsyncSync(file);
    return bytes;
  } finally {
    closeSync(file);
  }
}

/** Where the lines begin that have an end, and where that is. */
export function* linesOf(file: Buffer): Generator<{ start: number; end: number }, undefined> {
  let start = 0;
  for (let end = file.indexOf(10); end >= 0; end = file.indexOf(10, start)) {
    yield { start, end };
    start = end + 1;
  }
}

const [quote, backslash] = [0x22, 0x5c];

/** Where a text of JSON ends that begins here. */
function afterText(file: Buffer, start: number): number {
  for (let at = start + 1; at < file.length; at += 1) {
    if (file[at] === backslash) at += 1;
    else if (file[at] === quote) return at + 1;
  }
  return file.length;
}

/** The head of a snapshot; undefined for what is none. */
function headOf(line: string | undefined): Head | undefined {
  try {
    return JSON.parse(line ?? '') as Head;
  } catch {
    return undefined;
  }
}

/** What a file holds; undefined where there is none. */
export function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
