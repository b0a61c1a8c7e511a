import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../errors.js';

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
    return { name: spoken, text: readFileSync(resolve(cwd, spoken), 'utf8') };
  } catch (cause) {
    throw new UsageError(`Invalid value for --world: ${spoken} cannot be read: ${(cause as Error).message}.`, {
      cause,
      hint: `Name a world file, or one that comes with the sandbox: ${Object.keys(shipped).join(', ')}.`,
    });
  }
}
