import { extname } from 'node:path';
import type { UsageError } from '../../errors.js';
import type { Files } from '../../tools.js';
import { truthOf } from '../../truth.js';
import { csvRecords } from '../csv.js';
import { atLine, namesNothing, readBatch } from './batch-lines.js';
import { isWholeHome, wholeHome } from './paths.js';
import { type LineFlags, readLine } from './items.js';

export const manifestFormats = ['batch', 'csv', 'tsv', 'jsonl', 'nul'] as const;
export type ManifestFormat = (typeof manifestFormats)[number];
export type ManifestFiles = Pick<Files, 'lineBlocks' | 'readText'>;
/** What each line names: a pair of paths, or one path. */
export type ManifestKind = 'transfer' | 'delete';

export interface ManifestRow extends LineFlags {
  readonly source: string;
  /** As the line has it; of a list of single paths there is none. */
  readonly destination?: string | undefined;
}
const byExtension: ReadonlyMap<string, ManifestFormat> = new Map([
  ['.csv', 'csv'],
  ['.tsv', 'tsv'],
  ['.tab', 'tsv'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
]);

/** The format that a file's name says: that of batch files where it says none. */
export const formatOf = (file: string): ManifestFormat => byExtension.get(extname(file).toLowerCase()) ?? 'batch';

/**
 * Calls back with every row of a manifest, as the file streams. UsageError with the line that cannot be used; a manifest that names nothing is a
 * CliError.
 */
export async function readManifest(
  file: string,
  format: ManifestFormat,
  kind: ManifestKind,
  files: ManifestFiles,
  read: (row: ManifestRow, line: number) => void,
): Promise<void> {
  let count = 0;
  const each = (row: ManifestRow, line: number) => {
    if (!row.source || (kind === 'transfer' && row.destination === '')) throw atLine(file, line, 'a path is empty');
    if (kind === 'delete' && isWholeHome(row.source)) throw atLine(file, line, wholeHome(row.source));
    if (row.recursive && row.externalChecksum !== undefined)
      throw atLine(file, line, 'a checksum belongs to one file, and cannot go with recursive');
    count++;
    read(row, line);
  };
  await readers[format](file, kind, files, each);
  if (!count) throw namesNothing(file, kind);
}

type Each = (row: ManifestRow, line: number) => void;
type Reader = (file: string, kind: ManifestKind, files: ManifestFiles, each: Each) => Promise<void>;

const readers: Readonly<Record<ManifestFormat, Reader>> = {
  batch: (file, kind, files, each) =>
    readBatch(files.lineBlocks(file), file, (words, line) => {
      const fail = (what: string) => atLine(file, line, what);
      if (kind === 'delete') {
        if (words.length !== 1)
          throw fail(`expected one path, found ${words.length} words (quote a path that has spaces)`);
        return each({ source: words[0] as string }, line);
      }
      const [source = '', destination = ''] = words;
      if (words.length === 2 && !source.startsWith('-') && !destination.startsWith('-'))
        return each({ source, destination }, line);
      const { paths, flags } = readLine(words, fail);
      each({ source: paths[0], destination: paths[1], ...flags }, line);
    }),
  csv: (file, kind, files, each) => readCells(file, kind, files, each, ','),
  tsv: (file, kind, files, each) => readCells(file, kind, files, each, '\t'),
  jsonl: async (file, kind, files, each) => {
    let line = 0;
    for await (const block of files.lineBlocks(file))
      for (const text of block) {
        line++;
        if (text.trim() !== '')
          each(
            rowOfJson(text, kind, (what) => atLine(file, line, what)),
            line,
          );
      }
  },
  // read whole: a name may hold what ends a line elsewhere
  nul: async (file, _kind, files, each) => {
    const entries = (await files.readText(file)).split('\0');
    // a program that is killed while it writes leaves the beginning of a path, which may be a folder with all that is in it
    if (entries.pop() !== '')
      throw atLine(file, entries.length + 1, 'the path does not end in a NUL, so the list may be cut off');
    entries.forEach((source, i) => {
      // a program that lists names knows nothing of homes: all of somebody's would be deleted for a file that is called so
      if (source.startsWith('~'))
        throw atLine(file, i + 1, `'${source}' stands for a home folder; for a name, write './${source}'`);
      each({ source }, i + 1);
    });
  },
};

type Column = 'source' | 'destination' | 'recursive' | 'externalChecksum' | 'checksumAlgorithm';
const columns: ReadonlyMap<string, Column> = new Map<string, Column>([
  ...['source', 'source_path', 'src', 'from', 'path'].map((name) => [name, 'source'] as const),
  ...['destination', 'destination_path', 'dest', 'dest_path', 'dst', 'to'].map(
    (name) => [name, 'destination'] as const,
  ),
  ['recursive', 'recursive'],
  ...['external_checksum', 'checksum'].map((name) => [name, 'externalChecksum'] as const),
  ['checksum_algorithm', 'checksumAlgorithm'],
]);
const standing: Readonly<Record<ManifestKind, readonly Column[]>> = {
  transfer: ['source', 'destination', 'recursive', 'externalChecksum', 'checksumAlgorithm'],
  delete: ['source'],
};
const columnOf = (name: string) => columns.get(name.trim().toLowerCase().replaceAll(/[ -]/g, '_'));

/** Of a list of copies, either side may be the one to delete. */
const whichPath = 'it names a source and a destination, and a deletion takes one path: leave only that';

/** The columns that a first record names, if it is a heading: one of names of columns only, with all that a line needs. */
function headingOf(cells: readonly string[], kind: ManifestKind): readonly Column[] | undefined {
  const named = cells.map(columnOf);
  const isHeading = named.every((each): each is Column => each !== undefined) && named.includes('source');
  return isHeading && (kind === 'delete' || named.includes('destination')) ? named : undefined;
}

async function readCells(
  file: string,
  kind: ManifestKind,
  files: ManifestFiles,
  each: Each,
  delimiter: string,
): Promise<void> {
  const lines = async function* () {
    for await (const block of files.lineBlocks(file)) yield* block;
  };
  let heading: readonly Column[] | undefined;
  for await (const { line, cells } of csvRecords(lines(), file, delimiter)) {
    if (!heading) {
      const named = headingOf(cells, kind);
      if (kind === 'delete' && named?.includes('destination')) throw atLine(file, line, whichPath);
      heading = named ?? standing[kind];
      if (named) continue;
    }
    const fail = (what: string) => atLine(file, line, what);
    const least = kind === 'transfer' ? 2 : 1;
    if (cells.length < least || cells.length > heading.length)
      throw fail(
        `expected ${least === heading.length ? least : `${least} to ${heading.length}`} columns, found ${cells.length}`,
      );
    if (cells.length === 2 && heading === standing.transfer) {
      each({ source: cells[0] as string, destination: cells[1] }, line);
      continue;
    }
    const said: Partial<Record<Column, string>> = {};
    heading.forEach((column, i) => (said[column] = cells[i] ?? ''));
    each(
      {
        source: said.source ?? '',
        ...(kind === 'transfer' && { destination: said.destination ?? '' }),
        ...flagsOf(said, fail),
      },
      line,
    );
  }
}

function flagsOf(said: Partial<Record<Column, string>>, fail: (what: string) => UsageError): LineFlags {
  const recursive = said.recursive ? truthOf(said.recursive.trim()) : undefined;
  if (said.recursive && recursive === undefined) throw fail(`recursive is '${said.recursive}', and not true or false`);
  return {
    ...(recursive !== undefined && { recursive }),
    ...(said.externalChecksum && { externalChecksum: said.externalChecksum }),
    ...(said.checksumAlgorithm && { checksumAlgorithm: said.checksumAlgorithm }),
  };
}

/** `"path"`, `["from", "to"]`, or an object with the names of columns as keys. */
function rowOfJson(text: string, kind: ManifestKind, fail: (what: string) => UsageError): ManifestRow {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw fail(`it is not JSON: ${(cause as Error).message.replace(/\.$/, '')}`);
  }
  const pairs: readonly (readonly [string, unknown])[] =
    typeof value === 'string'
      ? [['source', value]]
      : Array.isArray(value)
        ? value.map((each: unknown, i) => [standing[kind][i] ?? `item ${i + 1}`, each] as const)
        : Object.entries(value ?? {});
  const said: Partial<Record<Column, string>> = {};
  for (const [key, each] of pairs) {
    const column = standing.transfer.find((each) => each === key) ?? columnOf(key);
    // a row of a listing, or an item of a document, may say more
    if (!column || each === null) continue;
    if (kind === 'delete' && column === 'destination') throw fail(whichPath);
    if (typeof each !== 'string' && !(column === 'recursive' && typeof each === 'boolean'))
      throw fail(`${key} is not a text`);
    said[column] ??= String(each);
  }
  const missing =
    said.source === undefined
      ? 'source'
      : kind === 'transfer' && said.destination === undefined
        ? 'destination'
        : undefined;
  if (missing) throw fail(`${missing === 'source' && kind === 'delete' ? 'path' : missing} is missing`);
  return {
    source: said.source as string,
    ...(kind === 'transfer' && { destination: said.destination }),
    ...flagsOf(said, fail),
  };
}
