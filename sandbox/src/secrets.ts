import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { secret } from './ids.js';

const length = 43;

/** What only the owner of the sandbox's folder knows. */
export class Secrets {
  /**
   * Opens the sandbox's own API and its page; another one with every start, so that one which was sent to whoever took the
   * port of a sandbox that is gone opens nothing.
   */
  readonly key = secret(length);
  private readonly root: string;

  constructor(folder: string) {
    this.root = keptIn(join(folder, 'secret'));
  }

  /** The secret of that name: the same one as long as the folder is there, after a reset too, and unlike that of any other folder. */
  of(name: string): string {
    return createHmac('sha256', this.root).update(name).digest('base64url');
  }

  /** Whether this is the key; takes as long for a nearly right one as for a wrong one. */
  isKey(given: string | undefined): boolean {
    return given !== undefined && timingSafeEqual(hashOf(given), hashOf(this.key));
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest();

function keptIn(path: string): string {
  try {
    const kept = readFileSync(path, 'utf8');
    // One that was torn by a kill has been given to nobody.
    if (kept.length === length) return kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const fresh = secret(length);
  writeFileSync(path, fresh, { mode: 0o600 });
  chmodSync(path, 0o600);
  return fresh;
}
