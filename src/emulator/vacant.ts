import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { diskWords } from '../disk-words.js';
import { UsageError } from '../errors.js';
import { visible } from '../visible.js';

type Flag = '--dir' | '--keep' | '--export-on-exit';

/**
 * Demands that a folder is free for a sandbox, or has one already: a sandbox writes what has the names of its own files, and its reset
 * removes what has those of its folders. With --keep the sandbox is two folders below. UsageError that names what is in the way.
 */
export function demandVacant(dir: string, flag: Flag): void {
  const names = namesIn(flag);
  const others = flag === '--keep' ? othersBeside(dir, ['config', 'sandbox'], names) : othersIn(dir, names);
  if (others.length === 0) return;
  const more = others.length > 3 ? ` and ${others.length - 3} more` : '';
  const told = others.slice(0, 3).map(visible).join(', ');
  throw new UsageError(`The folder ${dir} contains other things than a sandbox: ${told}${more}.`, {
    hint: `Give with ${flag} a folder that is empty or not there yet, or one in which a sandbox was started before.`,
  });
}

/** Demands a folder that is empty or not there yet. UsageError. */
export function demandEmpty(dir: string, flag: Flag): void {
  if (namesIn(flag)(dir).length > 0)
    throw new UsageError(`The folder ${dir} is not empty.`, {
      hint: `Give with ${flag} a folder that is empty or not there yet.`,
    });
}

type Names = (folder: string) => string[];

/** What is in a folder beside a sandbox, or what a start left there that was killed at once: nothing, once a sandbox has begun there. */
function othersIn(folder: string, names: Names): string[] {
  const state = names(join(folder, 'state'));
  if (state.some(isOfWorld)) return [];
  const isBegun = state.every((name) => /^(lock|reserve)/.test(name));
  return names(folder).filter((name) => name !== 'sandbox.log' && !(name === 'state' && isBegun));
}

/** The same of a folder with a sandbox somewhere below it. */
function othersBeside(folder: string, way: readonly string[], names: Names): string[] {
  const [next, ...rest] = way;
  if (next === undefined) return othersIn(folder, names);
  if (names(join(folder, ...way, 'state')).some(isOfWorld)) return [];
  return [...names(folder).filter((name) => name !== next), ...othersBeside(join(folder, next), rest, names)];
}

const isOfWorld = (name: string): boolean => /^(state\.json|journal\.\d+\.jsonl)$/.test(name);

/** The names in a folder; none where it is not there, or is none. */
const namesIn =
  (flag: Flag): Names =>
  (folder) => {
    try {
      return readdirSync(folder).sort();
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return [];
      throw new UsageError(`The folder ${folder} cannot be read: ${diskWords(cause)}.`, {
        cause,
        hint: `Give with ${flag} a folder that you may read and write.`,
      });
    }
  };
