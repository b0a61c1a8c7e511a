import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { spelledFlags } from './cli/bare-words.js';
import type { CommandMeta } from './cli/manifest.js';
import type { Typed } from './cli/parse.js';
import type { CliError } from './errors.js';
import { isNear } from './globus/things/near.js';
import type { Runtime } from './runtime.js';
import { shellLine } from './shell.js';

interface Line {
  readonly words: readonly string[];
  readonly meta: CommandMeta;
  readonly typed: Typed;
  readonly runtime: Pick<Runtime, 'cwd'>;
}

/** Whether a line has a secret, which is not told again. */
export const hasSecret = (meta: CommandMeta, typed: Typed) =>
  meta.flags.some(({ key, secret }) => secret && typed.given.has(key));

/** The error for a folder where a file is wanted, in a person's words and with the line that copies it; else for a file that is not there. */
export function withFolder(error: CliError, line: Line): CliError {
  const recursive = recursiveLine(error, line);
  if (recursive === undefined) return withNearFile(error, line);
  const [said = error.message.replace(/ is no file\.$/, ' is a folder.')] =
    /^.* is a folder\./.exec(error.hint ?? '') ?? [];
  return error.toldWith(said, { hint: `Did you mean:  ${recursive}` });
}
/** The error for a file of this machine that is not there, with the line of the only one beside it that is called nearly so. */
function withNearFile(error: CliError, { words, meta, typed, runtime }: Line): CliError {
  const [, path] = /^There is no file or folder (.+)\.$/.exec(error.message) ?? [];
  const at = path === undefined ? -1 : typed.operands.indexOf(path);
  if (path === undefined || at === -1 || hasSecret(meta, typed)) return error;
  const near = filesOf(dirname(resolve(runtime.cwd, path))).filter((name) => isNear(basename(path), name));
  const [meant] = near;
  if (meant === undefined || near.length > 1 || /^@|:/.test(meant)) return error;
  const operands = typed.operands.with(at, join(dirname(path), meant));
  const hint = `Did you mean:  ${shellLine([...words, ...operands, ...spelledFlags(typed, meta.flags)])}`;
  return error.toldWith(error.message, { hint: [hint, error.hint].filter(Boolean).join('\n') });
}
/** What a folder of this machine has; nothing where it cannot be read. */
function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The line of whoever named a folder to a command that copies them only if it is told to; undefined for any other error. */
export function recursiveLine({ message, hint = '' }: CliError, { words, meta, typed }: Line): string | undefined {
  const [, flag] = /: add (-r) to copy/.exec(message) ?? /^Add (--recursive) to copy/.exec(hint) ?? [];
  const flags = spelledFlags(typed, meta.flags);
  if (flag !== undefined) return shellLine([...words, flag, ...typed.operands, ...flags]);
  // `get` and `put` copy one file
  if (!/Copy (?:folders|it) with: globus cp -r$/.test(hint) || !copying.has(meta.path) || flags.length)
    return undefined;
  return shellLine(['cp', '-r', ...typed.operands, ...(typed.operands.length === 1 ? ['.'] : [])]);
}
const copying = new Set(['get', 'put', 'cat', 'head']);
