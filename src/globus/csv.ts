import { UsageError } from '../errors.js';

/** One record of a CSV file, and the line that it begins on. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The records of a CSV file (RFC 4180) as its lines stream in. A quoted cell may hold commas, quotes (doubled) and line breaks.
 * Empty lines are skipped. UsageError where a quote is left open.
 */
export async function* csvRecords(
  lines: AsyncIterable<string>,
  file: string,
  delimiter = ',',
): AsyncGenerator<CsvRecord> {
  let number = 0;
  let begun = 0;
  let pending = '';
  for await (const text of lines) {
    number++;
    if (!begun) {
      if (text.trim() === '') continue;
      begun = number;
      pending = text;
    } else pending = `${pending}\n${text}`;
    // an odd number of quotes: the cell goes on after the line break
    if ((pending.match(/"/g)?.length ?? 0) % 2) continue;
    yield { line: begun, cells: cellsOf(pending, delimiter) };
    begun = 0;
  }
  if (begun) throw new UsageError(`${file === '-' ? 'standard input' : file}, line ${begun}: a quote is left open.`);
}

function cellsOf(text: string, delimiter: string): string[] {
  if (!text.includes('"')) return text.split(delimiter);
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(i + 1) === '"') cell += text.charAt(++i);
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === delimiter) {
      cells.push(cell);
      cell = '';
    } else cell += char;
  }
  return [...cells, cell];
}
