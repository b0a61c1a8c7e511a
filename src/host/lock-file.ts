import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  type Stats,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Owner, stateOf, thisProcess } from '../owner.js';

/*
 * How nobody ever holds a lock beside another:
 *
 * - A lock is a file with the record of its owner. It appears whole (a hard link to a file written before) or not at
 *   all, and only where there is none.
 * - Only its owner takes it away, or, where the owner is gone, the one process that holds the claim on it: a second such
 *   file, named after the very lock that is to go. The claim is taken first, and then the lock is looked at again: it is
 *   still the one, and nobody else may touch it, or it is not, and there is nothing to do.
 * - A claim whose owner is gone is taken away in the same way, by a claim on the claim.
 */

/** Owners of other machines show that they live this often, and are taken for gone after so long; milliseconds. */
const heartbeat = 5_000;
const silence = 15_000;
/** A file without a record is nobody's lock. On file systems without hard links it may be one that is being written. */
const unwritten = 1_500;
/** What nobody can be using any more, whoever made it; milliseconds. */
const ancient = 3_600_000;

interface LockRecord extends Owner {
  readonly id: string;
}
/** What lies where a lock would be. */
export interface Found {
  /** Names this very lock, and no other that was or will be here. */
  readonly id: string;
  readonly owner: LockRecord | undefined;
  readonly isFolder: boolean;
  /** When it was made or last touched, in milliseconds by the clock of its file system. */
  readonly touched: number;
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? '';
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES']);

/** One process's wish for a lock. `tryTake` until it says true, `release` what was taken, and `end` it in any case. */
export class LockFile {
  private readonly id = randomBytes(9).toString('hex');
  private readonly record = JSON.stringify({ ...thisProcess(), id: this.id } satisfies LockRecord);
  private readonly own: string;
  private handle = -1;
  private beat: NodeJS.Timeout | undefined;
  /** The file system's clock when `begun` was this process's. */
  private fileTime = 0;
  private begun = 0;

  /** The folder of `path` has to be there, and be writable. */
  constructor(private readonly path: string) {
    this.own = `${path}.${this.id}.new`;
    this.write();
  }

  /** Whether the lock is now this one's. Where its owner is gone, that lock is taken away, and the next try may succeed. */
  tryTake(): boolean {
    if (this.put(this.path)) {
      rmSync(this.own, { force: true });
      this.beat = setInterval(() => this.touch(), heartbeat);
      this.beat.unref();
      this.tidy();
      return true;
    }
    const found = look(this.path);
    if (found && this.isOver(found)) this.takeAway(this.path, found);
    return false;
  }

  /** Who holds the lock, as far as it can be told. */
  holder(): Owner | undefined {
    return look(this.path)?.owner;
  }

  /** Gives the lock back. One that others took for left is theirs by now, and stays. */
  release(): void {
    if (look(this.path)?.id === this.id) rmSync(this.path, { force: true });
  }

  end(): void {
    clearInterval(this.beat);
    if (this.handle >= 0) closeSync(this.handle);
    this.handle = -1;
    rmSync(this.own, { force: true });
  }

  private write(): void {
    if (this.handle >= 0) closeSync(this.handle);
    this.handle = openSync(this.own, 'wx+', 0o600);
    writeFileSync(this.handle, this.record);
    this.fileTime = touchedAt(fstatSync(this.handle));
    this.begun = performance.now();
  }

  /**
   * Through the handle: whatever lies at the path by now, only this lock is touched. A file system that fails for a moment (a home on
   * a network) must not end the process in the middle of its work: the next beat tries again, and a lock that others took for left
   * meanwhile is theirs, as `release` sees.
   */
  private touch(): void {
    try {
      writeSync(this.handle, this.record, 0);
      fsyncSync(this.handle);
    } catch (error) {
      if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    }
  }

  /** Puts this process's record at a path where there is nothing. */
  private put(at: string): boolean {
    try {
      linkSync(this.own, at);
      return true;
    } catch (error) {
      // a lost answer of a network file system: it was done, and done again it was there
      if (codeOf(error) === 'EEXIST') return look(at)?.id === this.id;
      if (codeOf(error) === 'ENOENT') {
        // somebody tidied too well
        this.write();
        return false;
      }
      if (!noLinks.has(codeOf(error))) throw error;
    }
    return this.putWithoutLinks(at);
  }

  private putWithoutLinks(at: string): boolean {
    try {
      writeFileSync(at, this.record, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
    closeSync(this.handle);
    this.handle = openSync(at, 'r+');
    return look(at)?.id === this.id;
  }

  /** Milliseconds since something was touched, by the clock of its file system. */
  private ageOf({ touched }: Found): number {
    return this.fileTime + (performance.now() - this.begun) - touched;
  }

  /** Whether nobody holds this any more. */
  private isOver(found: Found): boolean {
    const { owner, isFolder } = found;
    const age = this.ageOf(found);
    if (!owner) return age > (isFolder ? silence : unwritten);
    const state = stateOf(owner);
    return state === 'gone' || (state === 'unknown' && age > silence);
  }

  /** Takes away what was found at a path, whose owner is gone; does nothing where another process is about to. */
  private takeAway(path: string, found: Found): void {
    const claim = `${this.path}.${found.id}`;
    if (!this.put(claim)) {
      const other = look(claim);
      if (other && this.isOver(other)) this.takeAway(claim, other);
      return;
    }
    try {
      const now = look(path);
      if (now?.id !== found.id || !this.isOver(now)) return;
      if (now.isFolder) rmdirSync(path);
      else rmSync(path, { force: true });
    } finally {
      rmSync(claim, { force: true });
    }
  }

  /** Takes away what killed processes left beside the lock, now that it is held: claims on locks that are no more, and records. */
  private tidy(): void {
    const [folder, prefix] = [dirname(this.path), `${basename(this.path)}.`];
    for (const name of readdirSync(folder)) {
      if (!name.startsWith(prefix) || name === `${prefix}${this.id}`) continue;
      const found = look(join(folder, name));
      if (!found || found.isFolder) continue;
      const age = this.ageOf(found);
      // a writer that is only slow writes its file anew where it is gone
      const isGone = found.owner ? stateOf(found.owner) === 'gone' : name.endsWith('.new') && age > unwritten;
      if (isGone || age > ancient) rmSync(join(folder, name), { force: true });
    }
  }
}

/** A link or its removal counts, too: a lock that was waited for is as young as its taking. */
const touchedAt = ({ mtimeMs, ctimeMs }: Stats) => Math.max(mtimeMs, ctimeMs);

/** Windows has neither of the flags that are asked for below. */
const posix: Partial<typeof constants> = constants;

/** What lies at a path; what is read and how old it is come from one and the same file. */
function look(path: string): Found | undefined {
  let handle: number;
  try {
    // a pipe must not be waited for, nor a symbolic link followed
    handle = openSync(path, constants.O_RDONLY | (posix.O_NOFOLLOW ?? 0) | (posix.O_NONBLOCK ?? 0));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats && foreign(stats);
  }
  try {
    const stats = fstatSync(handle);
    const owner = stats.isFile() ? recordIn(readFileSync(handle, 'utf8')) : undefined;
    return owner ? { id: owner.id, owner, isFolder: false, touched: touchedAt(stats) } : foreign(stats);
  } finally {
    closeSync(handle);
  }
}

const foreign = (stats: Stats): Found => ({
  id: `other-${stats.ino}-${Math.round(touchedAt(stats))}`,
  owner: undefined,
  isFolder: stats.isDirectory(),
  touched: touchedAt(stats),
});

function recordIn(text: string): LockRecord | undefined {
  let record: Partial<LockRecord> | null;
  try {
    record = JSON.parse(text) as Partial<LockRecord> | null;
  } catch {
    return undefined; // no record of ours
  }
  const { id, host, pid, started } = record ?? {};
  const isRecord =
    typeof id === 'string' &&
    /^[0-9a-f]+$/.test(id) &&
    typeof host === 'string' &&
    Number.isInteger(pid) &&
    Number(pid) > 0;
  return isRecord ? { id, host, pid: Number(pid), started: typeof started === 'string' ? started : null } : undefined;
}
