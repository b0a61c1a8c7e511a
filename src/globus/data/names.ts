import { join } from 'node:path';
import { CliError } from '../../errors.js';
import { isObeyed, visible } from '../../visible.js';

/** A name that a server gave, and that no file of this machine may have. */
export class UnsafeNameError extends CliError {}

const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;

/**
 * The path below `folder` for a relative path that a server gave, with `/` between its names. Throws UnsafeNameError for what would
 * lead out of the folder, name a device or a drive, or act on a terminal.
 */
export function pathBelow(folder: string, relative: string, platform: NodeJS.Platform = process.platform): string {
  const names = relative.split('/');
  for (const name of names) {
    const why = wrongWith(name, platform);
    if (why) throw new UnsafeNameError(`'${visible(relative)}' is not written here: ${why}.`);
  }
  return join(folder, ...names);
}

function wrongWith(name: string, platform: NodeJS.Platform): string | undefined {
  if (name === '' || name === '.' || name === '..') return 'a part of its name leads to another folder';
  if (isObeyed(name) || name.includes('\t')) return 'its name has control characters';
  if (name.startsWith('.') && name.endsWith('.globus-part'))
    return 'its name is that of a part file, of which this program has its own';
  if (platform !== 'win32') return undefined;
  if (/[<>:"\\|?*]/.test(name)) return 'its name has a character that Windows has no names with';
  if (/[. ]$/.test(name)) return 'its name ends in a dot or a space, which Windows leaves out';
  if (reserved.test(name)) return 'its name is that of a device of Windows';
  return undefined;
}

/** Whether a link leads to something inside of the folder it lies below: a relative path that never goes above. */
export function staysInside(relative: string, target: string): boolean {
  if (target === '' || target.startsWith('/') || /^[A-Za-z]:/.test(target) || target.includes('\\') || isObeyed(target))
    return false;
  let depth = relative.split('/').length - 1;
  for (const name of target.split('/')) {
    if (name === '..') depth -= 1;
    else if (name !== '' && name !== '.') depth += 1;
    if (depth < 0) return false;
  }
  return true;
}

/** What a disk takes for the same name: what differs in capitals alone, or in how a letter with its accents is written. */
export interface Blindness {
  readonly capitals: boolean;
  readonly forms: boolean;
}
export type Fold = (relative: string) => string;

/** Makes one name of all that such a disk takes for the same, and rather of too many than of too few; undefined where it tells all apart. */
export function foldOf({ capitals, forms }: Blindness): Fold | undefined {
  if (!capitals && !forms) return undefined;
  const one: Fold = forms ? (name) => name.normalize('NFD') : (name) => name;
  // some letters have no capital of their own: they meet in another's
  return capitals ? (name) => one(name).toUpperCase().toLowerCase() : one;
}
