import { CliError, UsageError } from '../../errors.js';
import { fileName, lineOf } from '../named-file.js';

/**
 * The words of one batch line, quoted as in a shell. Empty for a blank line or a comment, which begins with `#`.
 * Throws UsageError where a quote is left open.
 */
export function splitWords(line: string, { hasComments = true } = {}): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  for (let i = 0; i < line.length; i++) {
    const char = line[i] as string;
    if (quote) {
      if (char === quote) quote = undefined;
      else if (char === '\\' && quote === '"' && /["\\]/.test(line[i + 1] ?? '')) word = `${word ?? ''}${line[++i]}`;
      else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '\\') {
      if (i + 1 >= line.length) throw new UsageError('nothing follows the last backslash');
      word = `${word ?? ''}${line[++i]}`;
    } else if (hasComments && char === '#' && word === undefined) {
      break;
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + char;
  }
  if (quote) throw new UsageError(`a ${quote} is left open`);
  if (word !== undefined) words.push(word);
  return words;
}

/** Lines that have nothing to quote are split at once: batches of 100,000 lines are common. */
const simple = /^[^\s"'\\#]+(?: [^\s"'\\#]+)*$/;

/**
 * Calls back with the words of each line that says something, as the file streams. Errors name the file and the line: a CliError where a
 * line is cut off within a quote, as no line of a whole file is.
 */
export async function readBatch(
  blocks: AsyncIterable<readonly string[]>,
  file: string,
  read: (words: readonly string[], line: number) => void,
): Promise<void> {
  let line = 0;
  for await (const block of blocks) {
    for (const text of block) {
      const words = wordsOf(text, file, ++line);
      if (words.length) read(words, line);
    }
  }
}

function wordsOf(text: string, file: string, line: number): string[] {
  if (simple.test(text)) {
    const space = text.indexOf(' ');
    return text.indexOf(' ', space + 1) === -1 && space > 0
      ? [text.slice(0, space), text.slice(space + 1)]
      : text.split(' ');
  }
  try {
    return splitWords(text);
  } catch (error) {
    throw new CliError(at(file, line, (error as Error).message));
  }
}

const at = (file: string, line: number, what: string) => `${lineOf(file, line)}: ${what}.`;
/** The error for a batch line that cannot be used. */
export const atLine = (file: string, line: number, what: string) => new UsageError(at(file, line, what));
/** An error of a line of a list, which names that line. Called once it is thrown: of a million lines most have none. */
export const ofLine = (error: unknown, file: string, line: number): unknown =>
  error instanceof CliError ? error.toldWith(`${lineOf(file, line)}: ${error.message}`, { hint: error.hint }) : error;
/** The error for a batch without a line to work on: the file may be another program's, so that the line typed is not to blame. */
export const namesNothing = (file: string, what: string) =>
  new CliError(`${fileName(file, { atStart: true })} names no paths: nothing to ${what}.`);
