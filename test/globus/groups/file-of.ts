import { Readable } from 'node:stream';

/** A file of these lines, as far as reading it line by line goes. */
export const fileOf = (lines: readonly string[]) => ({ lines: (): AsyncIterable<string> => Readable.from(lines) });
