import { join } from 'node:path';
import { diskWords } from '../disk-words.js';
import { UsageError } from '../errors.js';
import { demandTrusted } from '../host/trust.js';
import { makeFolder } from '../new-folder.js';
import { demandVacant } from './vacant.js';

/** The file that tells other processes where a sandbox serves; it holds the key, so it is its owner's alone. */
export const infoFile = (dir: string) => join(dir, 'running.json');

/**
 * Demands, before anything in the folder of a sandbox is believed or written, that nobody else can have put it there: links of another
 * user would lead to files of this one. CliError, with the command that mends it.
 */
export const demandOwn = (dir: string, flag: '--dir' | '--keep'): void =>
  demandTrusted(infoFile(dir), 'The sandbox', `name with ${flag}`);

/**
 * The same, and that a sandbox takes nobody's place there; makes the folder where it is missing, for this user alone. UsageError where
 * it cannot be made.
 */
export function ownFolder(dir: string, flag: '--dir' | '--keep'): void {
  demandOwn(dir, flag);
  demandVacant(dir, flag);
  try {
    makeFolder(dir, 0o700);
  } catch (cause) {
    throw new UsageError(`The folder ${dir} cannot be made: ${diskWords(cause)}.`, {
      cause,
      hint: `Give with ${flag} a folder that can be made or written.`,
    });
  }
}
