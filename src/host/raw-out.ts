import { CliError } from '../errors.js';
import type { Runtime } from '../runtime.js';
import type { RawOut } from '../tools.js';
import { unwritableText } from './unwritable.js';

/** What is told where a result cannot be shown. */
export const workIsDone = 'Only the result is lost: the command has done its work.';

/** Bytes to stdout, waiting while the reader is slow. Rejects with EPIPE when the reader has gone, and with CliError where nothing can be written. */
export const rawOut = (runtime: Runtime): RawOut => ({
  isTerminal: Boolean(runtime.stdout.isTTY),
  write: (chunk) =>
    new Promise((done, fail) => {
      runtime.stdout.write(chunk, (error) => (error ? fail(unwritable(error)) : done()));
    }),
});

function unwritable(error: NodeJS.ErrnoException): Error {
  if (error.code === 'EPIPE' || error.syscall !== 'write') return error;
  return new CliError(unwritableText(error), {
    cause: error,
    hint: workIsDone,
  });
}
