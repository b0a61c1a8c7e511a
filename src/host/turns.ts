import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { makeFolder } from '../new-folder.js';
import type { SubmissionRecords } from '../tools.js';
import { LockFile } from './lock-file.js';

/** Seconds between two looks whether it is free. */
const pause = 0.3;

/**
 * Takes turns among all processes of a configuration folder, also of several machines that share it. Where nothing can be written there, nobody
 * waits.
 */
export async function takeTurn(
  configDir: string,
  what: string,
  { sleep, onWait }: Parameters<SubmissionRecords['takeTurn']>[1],
): Promise<() => void> {
  const folder = join(configDir, 'turns');
  const name = `${createHash('sha256').update(what).digest('hex').slice(0, 24)}.lock`;
  const lock = onDisk(() => {
    makeFolder(folder, 0o700);
    return new LockFile(join(folder, name));
  });
  if (!lock) return () => undefined;
  const end = () => {
    onDisk(() => lock.release());
    onDisk(() => lock.end());
  };
  try {
    // undefined where the disk is full, say
    for (let tries = 0; onDisk(() => lock.tryTake()) === false; tries += 1) {
      // a first try takes the lock of a dead process away
      if (tries === 1) onWait(whose(lock.holder()?.pid));
      if (tries) await sleep(pause);
    }
  } catch (error) {
    end();
    throw error;
  }
  return end;
}

const whose = (pid: number | undefined) => (pid === undefined ? '' : ` (process ${pid})`);

/** Undefined where the disk does not do it. */
function onDisk<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code === 'string') return undefined;
    throw error;
  }
}
