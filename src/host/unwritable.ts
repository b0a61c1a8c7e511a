/** What keeps the result from standard output, as a sentence. */
export const unwritableText = ({ code, message }: NodeJS.ErrnoException): string =>
  `The result cannot be written to standard output: ${code === 'ENOSPC' ? 'there is no space left on the disk' : message}.`;
