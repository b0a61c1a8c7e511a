import { UsageError } from '../../errors.js';
import { isNumber, isObject as isJsonObject, parseJson } from '../../exact-json.js';
import type { Json } from '../../json.js';
import type { Files } from '../../tools.js';
import { csvRecords } from '../csv.js';
import { lineOf } from '../named-file.js';

/** A GMetaEntry, and where it stands: `data.csv, line 7`. */
export interface Sourced {
  readonly entry: Readonly<Record<string, Json>>;
  readonly at: string;
}
export interface Reading {
  /** A folder of JSON files, or one file of JSON lines, CSV or JSON; `-` is JSON lines on standard input. */
  readonly from: string;
  /** The field that says what a plain record is about. */
  readonly subjectField: string;
  /** Who may see entries that do not say it themselves. */
  readonly visibleTo: readonly string[];
  /** Columns of a CSV file that hold numbers. */
  readonly numbers: readonly string[];
}
export type EntryFiles = Pick<Files, 'inFolder' | 'readText' | 'lines'>;
type Row = Readonly<Record<string, Json>>;

const isObject = (value: Json | undefined): value is Row & Json => isJsonObject(value);
const wrong = (at: string, what: string) => new UsageError(`${at}: ${what}.`);

const isUsable = (path: string) => /\.(json|jsonl|ndjson|csv|tsv)$/i.test(path);
const noneIn = (folder: string) =>
  new UsageError(`There is no .json, .jsonl, .ndjson, .csv or .tsv file in ${folder}.`);

/**
 * Every entry of what is to be ingested, in the order of files and lines, as it is read. UsageError with the place where one is not an entry,
 * has no subject, or does not say who may see it.
 */
export async function* readEntries(reading: Reading, files: EntryFiles): AsyncGenerator<Sourced> {
  const inside = await files.inFolder(reading.from);
  if (!inside) {
    yield* entriesOf(reading.from, reading, files);
    return;
  }
  const usable = inside.filter(isUsable);
  if (!usable.length) throw noneIn(reading.from);
  for (const path of usable) yield* entriesOf(path, reading, files);
}

/** Every record of what is to be ingested, as it stands there. UsageError where one cannot be read. */
export async function* recordsIn(from: string, files: EntryFiles): AsyncGenerator<Placed> {
  const inside = await files.inFolder(from);
  const usable = inside ? inside.filter(isUsable) : [from];
  if (!usable.length) throw noneIn(from);
  for (const path of usable) yield* rowsIn(path, [], files);
}

const rowsIn = (path: string, numbers: readonly string[], files: EntryFiles): AsyncGenerator<Placed> =>
  /\.[ct]sv$/i.test(path)
    ? csvRows(path, numbers, files)
    : /\.json$/i.test(path)
      ? jsonRows(path, files)
      : lineRows(path, files);

async function* entriesOf(path: string, reading: Reading, files: EntryFiles): AsyncGenerator<Sourced> {
  for await (const { row, at } of rowsIn(path, reading.numbers, files)) yield { entry: entryOf(row, at, reading), at };
}

/**
 * The fields of the first record that may say what it is about: texts and numbers. None where it has a subject, or there is no record.
 * UsageError where it cannot be read.
 */
export async function subjectFields(from: string, files: EntryFiles): Promise<readonly string[]> {
  const inside = await files.inFolder(from);
  const [path] = inside ? inside.filter(isUsable) : [from];
  if (path === undefined) throw noneIn(from);
  for await (const { row } of rowsIn(path, [], files)) {
    const { subject } = row;
    if ((typeof subject === 'string' && subject !== '') || isNumber(subject)) return [];
    return Object.entries(row).flatMap(([name, value]) =>
      (typeof value === 'string' && value !== '') || isNumber(value) ? [name] : [],
    );
  }
  return [];
}

export interface Placed {
  readonly row: Row;
  readonly at: string;
}

async function* lineRows(path: string, files: EntryFiles): AsyncGenerator<Placed> {
  let line = 0;
  for await (const text of files.lines(path)) {
    line++;
    if (text.trim() === '') continue;
    const at = lineOf(path, line);
    yield { row: objectIn(text, at), at };
  }
}

/** The entries of a GIngest, GMetaList or GMetaEntry document, or the one plain record that a file is. */
async function* jsonRows(path: string, files: EntryFiles): AsyncGenerator<Placed> {
  const document = objectIn(await files.readText(path), path);
  const data = isObject(document['ingest_data']) ? document['ingest_data'] : document;
  const list = data['gmeta'];
  if (!Array.isArray(list)) {
    yield { row: data, at: path };
    return;
  }
  for (const [index, item] of list.entries()) {
    const at = `${path}, entry ${index + 1}`;
    if (!isObject(item)) throw wrong(at, 'not a JSON object');
    yield { row: item, at };
  }
}

/** A row a record, with the heading's names; empty cells are left out. */
async function* csvRows(path: string, numbers: readonly string[], files: EntryFiles): AsyncGenerator<Placed> {
  let heading: readonly string[] | undefined;
  for await (const { line, cells } of csvRecords(files.lines(path), path, /\.tsv$/i.test(path) ? '\t' : ',')) {
    const at = lineOf(path, line);
    if (!heading) {
      heading = cells.map((cell) => cell.trim());
      const twice = heading.find((name, i) => name !== '' && heading?.indexOf(name) !== i);
      if (twice !== undefined) throw wrong(at, `there are two columns '${twice}'`);
      const missing = numbers.find((name) => !heading?.includes(name));
      if (missing !== undefined) throw wrong(at, `there is no column '${missing}'`);
      continue;
    }
    if (cells.length > heading.length) throw wrong(at, `${cells.length} cells under ${heading.length} headings`);
    const filled = heading.flatMap((name, i): [string, Json][] =>
      name === '' || (cells[i] ?? '') === '' ? [] : [[name, valueOf(name, cells[i] ?? '', numbers, at)]],
    );
    yield { row: Object.fromEntries(filled), at };
  }
}

function valueOf(name: string, cell: string, numbers: readonly string[], at: string): Json {
  if (!numbers.includes(name)) return cell;
  const text = cell.trim();
  // as JSON has it, every digit is kept; other ways to write a number are read as what they mean
  if (/^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return parseJson(text) as Json;
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) throw wrong(at, `'${cell}' in the column '${name}' is not a number`);
  return value;
}

function objectIn(text: string, at: string): Row {
  let value: Json;
  try {
    value = parseJson(text) as Json;
  } catch (cause) {
    throw new UsageError(`${at}: not JSON: ${(cause as Error).message}`, { cause });
  }
  if (!isObject(value)) throw wrong(at, 'not a JSON object');
  return value;
}

/** A row that has a subject and an object as its content is an entry already; any other row is the content of one. */
function entryOf(row: Row, at: string, { subjectField, visibleTo }: Reading): Row {
  const whole = typeof row['subject'] === 'string' && isObject(row['content']);
  const subject = whole ? row['subject'] : row[subjectField];
  if ((typeof subject !== 'string' && !isNumber(subject)) || subject === '')
    throw wrong(
      at,
      whole
        ? "its 'subject' is empty"
        : `it has no '${subjectField}'; name the field to use as its subject with --subject-field`,
    );
  const entry: Row = whole ? { ...row } : { subject: String(subject), content: row };
  const seers = entry['visible_to'] ?? [...visibleTo];
  if (!Array.isArray(seers) || !seers.length)
    throw wrong(
      at,
      "it does not say who may see it ('visible_to'); give --visible-to, such as --visible-to public, for all that do not",
    );
  return { ...entry, visible_to: seers };
}
