import { closeSync, openSync, readFileSync, realpathSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const lockedHere = new Set<string>();

/**
 * Takes the folder for this process and returns what gives it back. Throws when a living process has it; the lock of a
 * process that died is taken over.
 */
export function lockFolder(folder: string): () => void {
  const path = join(realpathSync(folder), 'lock');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, String(process.pid));
      closeSync(file);
      lockedHere.add(path);
      return () => {
        lockedHere.delete(path);
        rmSync(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = ownerOf(path);
      if (owner !== undefined && isAlive(owner, path)) {
        throw new Error(`the sandbox folder ${folder} is in use by process ${owner}`);
      }
      rmSync(path, { force: true });
    }
  }
  throw new Error(`the sandbox folder ${folder} could not be locked`);
}

function ownerOf(path: string): number | undefined {
  try {
    const owner = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(owner) && owner > 0 ? owner : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(owner: number, path: string): boolean {
  // In a container a restarted sandbox often gets the number of the one that was killed.
  if (owner === process.pid) return lockedHere.has(path);
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
