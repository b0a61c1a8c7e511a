/** A file of the line as messages name it: `-` is standard input. `atStart` is where a sentence begins with it. */
export const fileName = (file: string, { atStart = false } = {}): string =>
  file !== '-' ? file : atStart ? 'Standard input' : 'standard input';

/** A line of such a file, from 1: `people.csv, line 7`. */
export const lineOf = (file: string, line: number): string => `${fileName(file)}, line ${line}`;
