import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskWords } from '../disk-words.js';
import { CliError } from '../errors.js';
import type { SubmissionRecords } from '../tools.js';
import { makeFolder } from '../new-folder.js';
import { writeAtomically } from './atomic.js';
import { LockFile } from './lock-file.js';
import { sentUnder } from './sent-under.js';

/**
 * Records of submissions in several tasks, one a file, below the folder of this installation's state. Each login has its own: what one
 * began, another must not take for its own.
 */
export function submissionRecords(configDir: string, { key }: { readonly key: string }) {
  const folder = join(configDir, 'submissions', createHash('sha256').update(key).digest('hex').slice(0, 12));
  const fileOf = (name: string) => join(folder, `${encodeURIComponent(name)}.json`);
  const read = (name: string) => {
    try {
      return readFileSync(fileOf(name), 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new CliError(`The record of '${name}' cannot be read: ${diskWords(cause)}.`, { cause });
    }
  };
  const records: Pick<SubmissionRecords, 'read' | 'hold'> = {
    read: (name) => Promise.resolve(read(name)),
    hold: async (name, work) => {
      const lock = usable(name, () => {
        makeFolder(folder, 0o700);
        return new LockFile(`${fileOf(name)}.lock`);
      });
      try {
        // a first try takes the lock of a dead process away, a second one gets it
        if (!usable(name, () => lock.tryTake() || lock.tryTake())) {
          const { pid } = lock.holder() ?? {};
          throw new CliError(`'${name}' is being submitted by another globus${pid ? ` (process ${pid})` : ''}.`, {
            hint: 'Wait for it, or give this one a name of its own with --group.',
          });
        }
        try {
          return await work({
            read: () => read(name),
            write: (text) => usable(name, () => writeAtomically(fileOf(name), text)),
          });
        } finally {
          lock.release();
        }
      } finally {
        lock.end();
      }
    },
  };
  return { ...records, ...sentUnder(configDir) };
}

/** Nothing is submitted whose record cannot be kept. */
function usable<T>(name: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw new CliError(`The record of '${name}' cannot be kept: ${diskWords(cause)}.`, {
      cause,
      hint: 'Point GLOBUS_CONFIG_DIR at a folder that can be made or written.',
    });
  }
}
