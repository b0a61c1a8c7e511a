import { CliError } from '../../errors.js';
import { visible } from '../../visible.js';

const reasons: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
    ENOENT: 'there is no such file or folder',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of its path is no folder',
    EEXIST: 'there is something else of this name',
    EROFS: 'the disk can only be read',
    ENAMETOOLONG: 'the name is too long',
    EMFILE: 'too many files are open',
  }),
);

/** The disk of this machine is full: nothing more can be written to it. */
export class DiskFullError extends CliError {}

/** A failure of this machine's disk as an error of ours; anything else as it is. */
export function diskError(cause: unknown, path: string, what: 'read' | 'write'): unknown {
  const { code, syscall, message } = cause as NodeJS.ErrnoException;
  if (cause instanceof CliError || syscall === undefined || code === undefined) return cause;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new DiskFullError(`There is no space left for ${visible(path)}.`, {
      cause,
      hint: 'Free some space, and run the same command again: what is there already is kept.',
      data: { path, system_code: code },
    });
  return new CliError(`Cannot ${what} ${visible(path)}: ${reasons.get(code) ?? message}.`, {
    cause,
    data: { path, system_code: code },
  });
}
