import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.js';
import type { SubmissionRecords } from '../tools.js';
import { makeFolder } from '../new-folder.js';
import { writeAtomically } from './atomic.js';
import { LockFile } from './lock-file.js';

/** Records of submissions in several tasks, one a file, below the folder of this installation's state. */
export function submissionRecords(configDir: string): SubmissionRecords {
  const folder = join(configDir, 'submissions');
  const fileOf = (name: string) => join(folder, `${encodeURIComponent(name)}.json`);
  const read = (name: string) => {
    try {
      return readFileSync(fileOf(name), 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new CliError(`The record of '${name}' cannot be read: ${(cause as Error).message}.`, { cause });
    }
  };
  return {
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
}

/** Nothing is submitted whose record cannot be kept. */
function usable<T>(name: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw new CliError(`The record of '${name}' cannot be kept: ${(cause as Error).message}.`, {
      cause,
      hint: 'Point GLOBUS_CONFIG_DIR at a folder that can be made or written.',
    });
  }
}
