import { isUtf8 } from 'node:buffer';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../../errors.js';
import { visible } from '../../visible.js';

/**
 * The names in a folder of this machine. `onStrange` is told of each whose bytes are not UTF-8, with the name as Node has it: Node puts
 * U+FFFD in their place, and a path made of it names another file, or none.
 */
export async function namesOnDisk(
  folder: string,
  onStrange: (name: string, error: CliError) => void,
): Promise<readonly string[]> {
  const names = await readdir(folder);
  if (!names.some((name) => name.includes('\ufffd'))) return names;
  const good: string[] = [];
  for (const name of await readdir(folder, { encoding: 'buffer' })) {
    if (isUtf8(name)) good.push(name.toString());
    else onStrange(name.toString(), strange(folder, name));
  }
  return good;
}

const strange = (folder: string, name: Buffer) =>
  new CliError(`The name of ${visible(join(folder, bytesOf(name)))} is not UTF-8, and Globus has no other names.`, {
    hint: 'Rename it where it lies.',
  });

/** A name of any bytes: those beyond ASCII as `\xe4`. */
const bytesOf = (name: Buffer): string =>
  name.toString('latin1').replace(/[\u0080-\u00ff]/g, (char) => `\\x${char.charCodeAt(0).toString(16)}`);
