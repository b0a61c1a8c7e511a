import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { diskWords } from '../disk-words.js';
import { CliError, InterruptedError } from '../errors.js';
import { makeFolder } from '../new-folder.js';
import { demandTrustedLock } from '../host/trust.js';
import { LockFile } from '../host/lock-file.js';
import type { Owner } from '../owner.js';

/** What a wait for the lock tells, and what ends it. */
export interface Waiting {
  /** Told once, after a second. */
  readonly notice?: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
  /** The longest wait, in milliseconds. */
  readonly patience?: number;
}
const twoMinutes = 120_000;
const second = 1_000;
/** Milliseconds between two tries: short at first, since most hold it for a moment only. */
const pause = (tries: number) => Math.min(200, 10 * 1.2 ** tries) * (0.5 + Math.random());

/** Directories where nothing can be written, or that cannot be made (ENOENT: below /proc): then nobody else writes there, either. */
const unwritable = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOENT']);

/**
 * Holds the lock of a directory against other processes while `work` runs. A lock left by a killed one is taken over at
 * once. Throws CliError where a living one does not let go, and InterruptedError.
 */
export async function withLock<T>(directory: string, work: () => T | Promise<T>, waiting: Waiting = {}): Promise<T> {
  if (!isWritable(directory)) return work();
  const path = join(directory, '.lock');
  demandTrustedLock(path);
  const lock = usable(path, () => new LockFile(path));
  try {
    await take(lock, path, waiting);
    try {
      return await work();
    } finally {
      lock.release();
    }
  } finally {
    lock.end();
  }
}

async function take(lock: LockFile, path: string, { notice, signal, patience = twoMinutes }: Waiting): Promise<void> {
  const begun = performance.now();
  let isTold = false;
  for (let tries = 0; !usable(path, () => lock.tryTake()); tries += 1) {
    const waited = performance.now() - begun;
    if (waited > patience) throw held(path, lock.holder());
    if (waited > second && !isTold) {
      isTold = true;
      notice?.(`Waiting for ${inWords(lock.holder())}, which is changing the logins.`);
    }
    await delay(pause(tries), undefined, signal && { signal }).catch((cause: unknown) => {
      throw new InterruptedError('Interrupted.', { cause });
    });
  }
}

function usable<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw new CliError(`The token store cannot be locked: ${diskWords(cause)}.`, {
      cause,
      hint: `Look at what is at ${path}; it can be moved away.`,
    });
  }
}

const inWords = (owner: Owner | undefined) =>
  owner ? `another globus (process ${owner.pid} on ${owner.host.split(' ')[0]})` : 'another globus';

const held = (path: string, owner: Owner | undefined) =>
  new CliError(`The token store is locked by ${inWords(owner)}, which does not release it.`, {
    hint: `If that process is not globus, remove ${path} and try again.`,
  });

function isWritable(directory: string): boolean {
  try {
    makeFolder(directory, 0o700);
    accessSync(directory, constants.W_OK);
    return true;
  } catch (cause) {
    if (unwritable.has((cause as NodeJS.ErrnoException).code ?? '')) return false;
    throw new CliError(`The configuration folder ${directory} cannot be used: ${diskWords(cause)}.`, {
      cause,
      hint: 'Point GLOBUS_CONFIG_DIR at a folder that can be made or written.',
    });
  }
}
