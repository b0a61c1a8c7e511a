import { diskWords } from '../../disk-words.js';
import { CliError } from '../../errors.js';
import { visible } from '../../visible.js';

/** The disk of this machine is full: nothing more can be written to it. */
export class DiskFullError extends CliError {}

/** A failure of this machine's disk as an error of ours; anything else as it is. */
export function diskError(cause: unknown, path: string, what: 'read' | 'write'): unknown {
  const { code, syscall } = cause as NodeJS.ErrnoException;
  if (cause instanceof CliError || syscall === undefined || code === undefined) return cause;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new DiskFullError(`There is no space left for ${visible(path)}.`, {
      cause,
      hint: 'Free some space, and run the same command again: what is there already is kept.',
      data: { path, system_code: code },
    });
  return new CliError(`Cannot ${what} ${visible(path)}: ${diskWords(cause)}.`, {
    cause,
    data: { path, system_code: code },
  });
}
