import { closeSync, openSync, readSync } from 'node:fs';
import { resolveUp } from '../resolve-up.js';
import { diskWords } from '../disk-words.js';
import { UsageError } from '../errors.js';

/** A class of thousands has a tenth of it. */
const mostBytes = 16 * 1024 * 1024;

/**
 * The world file that is meant: one of those that come with the sandbox, by its name alone, or a file of this machine. A
 * UsageError where there is neither.
 */
export function worldSource(
  spoken: string,
  shipped: Readonly<Record<string, string>>,
  cwd: string,
): { name: string; text: string } {
  if (Object.hasOwn(shipped, spoken)) return { name: spoken, text: shipped[spoken] ?? '' };
  try {
    return { name: spoken, text: readText(resolveUp(cwd, spoken)) };
  } catch (cause) {
    throw new UsageError(`Invalid value for --world: ${spoken} cannot be read: ${diskWords(cause)}.`, {
      cause,
      hint: `Name a world file, or one that comes with the sandbox: ${Object.keys(shipped).join(', ')}.`,
    });
  }
}

/** The text of a file, or of a pipe; throws where it is longer than a world file may be, as a device without end is. */
function readText(path: string): string {
  const file = openSync(path, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let bytes = 0; bytes <= mostBytes;) {
      const chunk = Buffer.allocUnsafe(64 * 1024);
      const read = readSync(file, chunk);
      if (read === 0) return Buffer.concat(chunks).toString('utf8');
      chunks.push(chunk.subarray(0, read));
      bytes += read;
    }
    throw new Error('it has more than 16 MB, the most that a world file may have');
  } finally {
    closeSync(file);
  }
}
