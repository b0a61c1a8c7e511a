import { diskWords } from '../disk-words.js';

/** What keeps the result from standard output, as a sentence. */
export const unwritableText = (error: NodeJS.ErrnoException): string =>
  `The result cannot be written to standard output: ${diskWords(error)}.`;
