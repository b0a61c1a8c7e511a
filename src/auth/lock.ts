import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.js';
import { ownFolder } from '../host/atomic.js';

/** Directories where nothing can be written: then nobody else writes there, either. */
const unwritable = new Set(['EROFS', 'EACCES', 'EPERM']);

/** Holds the lock of a directory against other processes while `work` runs. A lock left by a killed one is taken over. */
export async function withLock<T>(directory: string, work: () => T | Promise<T>): Promise<T> {
  if (!isWritable(directory)) return work();
  // a process that slept longer than a lock lasts finds it taken over: its work is not undone for that
  const fate = { lost: false };
  const { lock } = (await import('proper-lockfile')).default;
  const release = await take();
  try {
    return await work();
  } finally {
    if (!fate.lost) await release();
  }

  function take() {
    return lock(directory, {
      lockfilePath: join(directory, '.lock'),
      realpath: false,
      stale: 15_000,
      update: 5_000,
      onCompromised: () => void (fate.lost = true),
      retries: { retries: 600, factor: 1.1, minTimeout: 15, maxTimeout: 200, randomize: true },
    }).catch((error: unknown) => {
      const cause = error as NodeJS.ErrnoException;
      throw cause.code === 'ELOCKED'
        ? held(directory, cause)
        : new CliError(`The token store cannot be locked: ${cause.message}.`, { cause });
    });
  }
}

const held = (directory: string, cause: unknown) =>
  new CliError('Another globus process holds the lock of the token store and does not let go.', {
    cause,
    hint: `Where none is running, remove ${join(directory, '.lock')} and try again.`,
  });

function isWritable(directory: string): boolean {
  try {
    ownFolder(directory);
    accessSync(directory, constants.W_OK);
    return true;
  } catch (cause) {
    if (unwritable.has((cause as NodeJS.ErrnoException).code ?? '')) return false;
    throw new CliError(`The configuration folder ${directory} cannot be used: ${(cause as Error).message}.`, {
      cause,
      hint: 'Point GLOBUS_CONFIG_DIR at a folder that can be made or written.',
    });
  }
}
