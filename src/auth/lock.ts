import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.js';

/** Directories where nothing can be written: then nobody else writes there, either. */
const unwritable = new Set(['EROFS', 'EACCES', 'EPERM']);

/** Holds the lock of a directory against other processes while `work` runs. A lock left by a killed one is taken over. */
export async function withLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const { lock } = (await import('proper-lockfile')).default;
  let release: (() => Promise<void>) | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    release = await lock(directory, {
      lockfilePath: join(directory, '.lock'),
      realpath: false,
      stale: 15_000,
      update: 5_000,
      retries: { retries: 600, factor: 1.1, minTimeout: 15, maxTimeout: 200, randomize: true },
    });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ELOCKED') {
      throw new CliError('Another globus process holds the lock of the token store and does not let go.', {
        cause,
        hint: `Where none is running, remove ${join(directory, '.lock')} and try again.`,
      });
    }
    if (!unwritable.has(code ?? '')) throw cause;
  }
  try {
    return await work();
  } finally {
    await release?.();
  }
}
