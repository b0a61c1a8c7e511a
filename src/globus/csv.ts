import { pipeline, Readable } from 'node:stream';
import { UsageError } from '../errors.js';
import { lineOf } from './named-file.js';

/** One record of a CSV file, and the line that it begins on. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The records of a CSV file (RFC 4180) as its lines stream in. A quoted cell may hold delimiters, quotes (doubled) and line breaks; a quote
 * within a cell that does not begin with one is a character like any other. Empty lines are skipped.
 * UsageError where a quote is left open.
 */
export async function* csvRecords(
  lines: AsyncIterable<string>,
  file: string,
  delimiter = ',',
): AsyncGenerator<CsvRecord> {
  let line = 0;
  const rest = lines[Symbol.asyncIterator]();
  try {
    for (let step = await rest.next(); !step.done; step = await rest.next()) {
      // most files have no quotes, and splitting is six times as fast as the parser, which takes over at the first one
      if (step.value.includes('"')) {
        yield* parsed(chunks(step.value, rest), file, delimiter, line);
        return;
      }
      line++;
      if (step.value.trim() !== '') yield { line, cells: step.value.split(delimiter) };
    }
  } finally {
    await rest.return?.();
  }
}

/** The records of a text whose first line is the one after `ended`. */
async function* parsed(
  text: AsyncIterable<string>,
  file: string,
  delimiter: string,
  ended: number,
): AsyncGenerator<CsvRecord> {
  const { CsvError, parse } = await import('csv-parse');
  const before = ended;
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    // empty lines are records to the parser, so that the end of one record always tells where the next begins
    skip_empty_lines: false,
    on_record: (cells, { lines }) => {
      const line = ended + 1;
      ended = before + lines;
      return cells.length === 1 && cells[0]?.trim() === '' ? undefined : ({ line, cells } as unknown as string[]);
    },
  });
  try {
    // what goes wrong on the way in comes out of the parser, too
    yield* pipeline(Readable.from(text), parser, () => undefined) as unknown as AsyncIterable<CsvRecord>;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const what = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote is left open' : error.message;
    throw new UsageError(`${lineOf(file, ended + 1)}: ${what}.`, { cause: error });
  }
}

const chunkSize = 1 << 16;
/** Many lines at a time: a step of a stream for each would be what takes the time. */
async function* chunks(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  let text = `${first}\n`;
  for (let step = await rest.next(); !step.done; step = await rest.next()) {
    if (text.length >= chunkSize) {
      yield text;
      text = '';
    }
    text += `${step.value}\n`;
  }
  yield text;
}
