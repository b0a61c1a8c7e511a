import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { UsageError } from '../errors.js';

/**
 * Throws UsageError where this process was given bytes that are no UTF-8: Node puts U+FFFD in their place, and a path would name another
 * file. Only Linux tells the bytes; elsewhere nothing is known.
 */
export function demandUtf8(platform: NodeJS.Platform): void {
  if (platform !== 'linux') return;
  if (isUtf8(readFileSync('/proc/self/cmdline'))) return;
  throw new UsageError('The command has bytes that are not UTF-8, and names in Globus are always UTF-8.', {
    hint: 'Rename the file, or convert the text that has the name: iconv -f LATIN1 -t UTF-8',
  });
}
