import { randomBytes } from 'node:crypto';
import {
  linkSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

/** Who holds a lock: a process of a machine, and when it started, since its number is given again. */
interface Holder {
  id: string;
  host: string;
  pid: number;
  started: string | null;
}

const lockedHere = new Set<string>();
/** A holder touches its lock this often; on another machine, or in another container, it is dead after so much silence. */
const heartbeatMilliseconds = 2_000;
const silenceMilliseconds = 8_000;
/** A lock may be found before it is written: one's own draft, or, where there are no hard links, the lock itself. */
const unwrittenMilliseconds = 1_000;

/**
 * Takes the folder for this process and returns what gives it back. Throws when a living process has it; the lock of a
 * process that died is taken over.
 *
 * Of many that find the same dead lock only one may take it away, or a late one takes away the lock of a quick one. So
 * whoever does takes a claim first, a file named after that very lock, and looks again whether the lock is still it.
 */
export function lockFolder(folder: string): () => void {
  const path = join(realpathSync(folder), 'lock');
  const id = randomBytes(9).toString('hex');
  const own = `${path}.${id}`;
  const holder: Holder = { id, host: hostname(), pid: process.pid, started: startOf(process.pid) };
  writeFileSync(own, JSON.stringify(holder), { mode: 0o600 });
  lockedHere.add(id);
  try {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if (put(own, path)) {
        const beat = setInterval(() => {
          if (holderOf(path)?.id === id) utimesSync(path, new Date(), new Date());
        }, heartbeatMilliseconds);
        beat.unref();
        tidy(path, id);
        return () => {
          clearInterval(beat);
          lockedHere.delete(id);
          if (holderOf(path)?.id === id) rmSync(path, { force: true });
        };
      }
      const other = holderOf(path);
      if (other && other.pid === 0 && ageOf(path) < unwrittenMilliseconds) sleep(50);
      else if (other && isAlive(other, path)) throw inUse(folder, other);
      else if (other) takeAway(path, other, own);
    }
    throw new Error(`the sandbox folder ${folder} could not be locked: processes that lock it keep dying`);
  } catch (error) {
    lockedHere.delete(id);
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

const inUse = (folder: string, { pid, host }: Holder) =>
  new Error(`the sandbox folder ${folder} is in use by process ${pid}${host === hostname() ? '' : ` on ${host}`}`);
const sleep = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
const ageOf = (path: string) => Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);

/** Gives a file a second name, whole at once, where there is none. */
function put(own: string, name: string): boolean {
  try {
    linkSync(own, name);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw error;
  }
  // A file system without hard links.
  try {
    writeFileSync(name, readFileSync(own), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes away what processes left that were killed while they locked. */
function tidy(path: string, id: string): void {
  const folder = dirname(path);
  for (const name of readdirSync(folder)) {
    if (!/^lock\.[0-9a-f]{18}/.test(name) || name.startsWith(`lock.${id}`)) continue;
    const file = join(folder, name);
    const other = holderOf(file);
    // One that names nobody may be another process's, made a moment ago and not written yet.
    if (other?.pid === 0 && ageOf(file) < unwrittenMilliseconds) continue;
    if (other && !isAlive(other, file)) rmSync(file, { force: true });
  }
}

function takeAway(path: string, dead: Holder, own: string): void {
  const claim = `${path}.${dead.id}.claim`;
  if (!put(own, claim)) {
    const other = holderOf(claim);
    if (other && !isAlive(other, claim)) takeAway(claim, other, own);
    return;
  }
  try {
    if (holderOf(path)?.id === dead.id) rmSync(path, { force: true });
  } finally {
    rmSync(claim, { force: true });
  }
}

/** The holder that a lock names; undefined where there is no lock. What names nobody is held by nobody. */
function holderOf(path: string): Holder | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { id, host, pid, started } = JSON.parse(text) as Holder;
    if (/^[0-9a-f]{18}$/.test(id) && Number.isInteger(pid) && pid > 0) return { id, host, pid, started };
  } catch {
    // Written by something else, or by a sandbox of before: a bare number of a process.
  }
  const pid = Number(text);
  return { id: 'unnamed', host: hostname(), pid: Number.isInteger(pid) && pid > 0 ? pid : 0, started: null };
}

function isAlive({ id, host, pid, started }: Holder, path: string): boolean {
  if (pid === 0) return false;
  if (host !== hostname()) return ageOf(path) < silenceMilliseconds;
  // In a container a restarted sandbox often gets the number of the one that was killed.
  if (pid === process.pid) return lockedHere.has(id);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = startOf(pid);
  return now !== dead && (now === null || started === null || now === started);
}

const dead = 'dead';
/** When a process started, in ticks of the kernel; null where it cannot be told, and for one that is dead but not yet buried. */
function startOf(pid: number): string | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return null;
  }
  const words = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return words[0] === 'Z' || words[0] === 'X' ? dead : (words[19] ?? null);
}
