import { CliError } from '../errors.js';
import type { Runtime } from '../runtime.js';
import type { RawOut } from '../tools.js';
import { unwritableText } from './unwritable.js';

/** What is told where a result cannot be shown. */
export const workIsDone = 'Only the result is lost: the command has done its work.';

/**
 * Bytes to stdout, waiting while the reader is slow. Whoever writes to a pipe hears of no signal meanwhile, so `unlisten` is called
 * before: from then on one ends the process at once. Rejects with EPIPE when the reader has gone, and with
 * CliError where nothing can be written.
 */
export const rawOut = (runtime: Runtime, unlisten?: () => void): RawOut => ({
  isTerminal: Boolean(runtime.stdout.isTTY),
  write: (chunk) =>
    new Promise((done, fail) => {
      if (!runtime.stdout.isTTY) unlisten?.();
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
