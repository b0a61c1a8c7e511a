import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  statSync,
  type Stats,
} from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { StorageError, storageError } from './storage-error.js';
import { splitPath } from './virtual-path.js';

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
/** As many as the kernel follows. */
const MOST_LINKS = 40;
const HAS_PROC = process.platform === 'linux' && isProcMounted();

/** What another thread needs to reach an open directory of this process. */
export interface Place {
  fd: number | undefined;
  realPath: string;
}

/**
 * An open directory inside a jail. On Linux its entries are reached through the open directory itself, so that nobody can put
 * a symlink in its way between the check and the use.
 */
export class Folder {
  private readonly base: string;
  private holders = 1;
  /** Whether it was made when it was opened. */
  isNew = false;

  /** Entries of which `permits` says no to the real path cannot be reached. */
  constructor(
    private readonly fd: number | undefined,
    readonly realPath: string,
    private readonly permits?: (realPath: string) => boolean,
  ) {
    this.base = fd !== undefined ? `/proc/self/fd/${fd}/` : realPath + sep;
  }

  /** The host path of an entry, to be used while the folder is open and never followed when it is a symlink. */
  at(name: string): string {
    const path = this.draft(name);
    if (this.permits?.(join(this.realPath, name)) === false)
      throw new StorageError('PERMISSION_DENIED', 'the storage gateway does not permit this path');
    return path;
  }

  /** The like of a name of ours, under which the content of another entry, looked at before, is until it is complete. */
  draft(name: string): string {
    // Where the backslash separates, it must not do so here.
    if (name === '' || name === '.' || name === '..' || name.includes('/') || name.includes(sep) || name.includes('\0'))
      throw new StorageError('PERMISSION_DENIED');
    return this.base + name;
  }

  /** Whether there may be entries that cannot be reached. */
  get isRestricted(): boolean {
    return this.permits !== undefined;
  }

  /** The host path of the folder itself. */
  get self(): string {
    return this.base + '.';
  }

  /** Opens a directory directly below; a symlink is refused. */
  folder(name: string): Folder {
    if (this.fd === undefined) {
      if (!lstatSync(this.at(name)).isDirectory()) throw new StorageError('NOT_A_DIRECTORY');
      return new Folder(undefined, join(this.realPath, name), this.permits);
    }
    return new Folder(
      openSync(this.at(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW),
      join(this.realPath, name),
      this.permits,
    );
  }

  /** Makes a directory directly below, and opens it. */
  make(name: string): Folder {
    mkdirSync(this.at(name));
    const made = this.folder(name);
    made.isNew = true;
    return made;
  }

  /** The same for the same directory, however it is reached. */
  get identity(): string {
    const { dev, ino } = this.fd === undefined ? statSync(this.self) : fstatSync(this.fd);
    return `${dev}:${ino}`;
  }

  /** For `new Folder` in a thread that must not reach more than this one does; good until `close`. */
  get place(): Place {
    return { fd: this.fd, realPath: this.realPath };
  }

  /** Keeps it open until `close` was called once more. */
  hold(): void {
    this.holders += 1;
  }

  close(): void {
    this.holders -= 1;
    if (this.holders === 0 && this.fd !== undefined) closeSync(this.fd);
  }
}

/** What is said of a path inside a jail; `roots` are where that begins in the folders around it, the outermost first. */
export type PathRule = (path: string, roots?: readonly string[]) => boolean;

/** What a symlink leads to. */
export interface Followed {
  /** Inside the jail, absolute and without symlinks. */
  path: string;
  stats: Stats;
}

/** A folder of the host that paths of a collection cannot leave: not by `..`, not by a symlink, not by changing it meanwhile. */
export class Jail {
  private readonly root: string;
  /** Where the jail begins in the root it was made with, and in each folder that narrows it but the last. */
  private readonly roots: readonly string[];
  private rule: PathRule | undefined;
  private allows: (path: string) => boolean = () => true;

  /** Each path of `inside` narrows the jail to a folder in the one before, as guest collections do. */
  constructor(root: string, ...inside: string[]) {
    try {
      const outers = [realpathSync.native(root)];
      this.root = inside.reduce((outer, path) => {
        const inner = path === '/' ? outer : realpathSync.native(join(outer, path));
        if (!contains(outer, inner)) throw new StorageError('PERMISSION_DENIED');
        outers.push(inner);
        return inner;
      }, outers[0] as string);
      this.roots = outers.map((outer) => virtual(outer, this.root));
    } catch (error) {
      throw storageError(error);
    }
  }

  /**
   * Confines symlinks to the paths that `allows` says yes to: what a path says is for the caller to check, but where a symlink
   * in it leads, only the jail sees. A `rule` is for every entry that is reached, whatever the way there. Returns itself.
   */
  confine(allows: (path: string) => boolean, rule?: PathRule): this {
    this.allows = (path) => this.permits(path) && allows(path);
    this.rule = rule;
    return this;
  }

  private permits(path: string): boolean {
    return this.rule?.(path, this.roots) ?? true;
  }

  /** Opens a directory by its path inside the jail (absolute, normal). Symlinks on the way are followed as long as they stay inside. */
  folder(path: string): Folder {
    try {
      const permits = this.rule && ((place: string) => this.permits(virtual(this.root, place)));
      if (!HAS_PROC) {
        const real = this.inside(path, (place) => realpathSync.native(place));
        this.check(real, path);
        return new Folder(undefined, real, permits);
      }
      const fd = this.inside(path, (place) => openSync(place, O_RDONLY | O_DIRECTORY));
      try {
        // Whatever the path was a moment ago, what was opened is what counts; a directory of the host is closed unread.
        const opened = readlinkSync(`/proc/self/fd/${fd}`);
        this.check(opened, path);
        return new Folder(fd, opened, permits);
      } catch (error) {
        closeSync(fd);
        throw error;
      }
    } catch (error) {
      throw storageError(error);
    }
  }

  /** The like of a directory that is not only on the way, but looked into. */
  open(path: string): Folder {
    if (!this.permits(path))
      throw new StorageError('PERMISSION_DENIED', 'the storage gateway does not permit this path');
    return this.folder(path);
  }

  /** Opens a directory, making it and those above it when they are missing. */
  make(path: string): Folder {
    const { folder: parent, name } = splitPath(path);
    if (name === '') return this.folder(path);
    let above: Folder;
    try {
      above = this.folder(parent);
    } catch (error) {
      // Who must not look into the one above may still go through it.
      if (!(error instanceof StorageError) || error.code !== 'NOT_FOUND') return this.folder(path);
      above = this.make(parent);
    }
    try {
      // To look first costs less than what mkdir throws.
      if (lstatSync(above.draft(name), { throwIfNoEntry: false })) return this.folder(path);
      return above.make(name);
    } catch (error) {
      // Someone else made it meanwhile; whatever it is, opening it says.
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return this.folder(path);
      throw storageError(error);
    } finally {
      above.close();
    }
  }

  /** Calls `use` with the folder that holds `path` and the name of it there; the root is `.` of itself. */
  within<T>(path: string, use: (folder: Folder, name: string) => T): T {
    const { folder: parent, name } = splitPath(path);
    const folder = this.folder(parent);
    try {
      return use(folder, name);
    } catch (error) {
      throw storageError(error);
    } finally {
      folder.close();
    }
  }

  /** What the symlink of this name leads to; undefined when it is broken, leads outside, or where it must not. */
  follow(folder: Folder, name: string): Followed | undefined {
    try {
      const real = realpathSync.native(folder.at(name));
      if (!contains(this.root, real)) return undefined;
      const path = virtual(this.root, real);
      if (!this.allows(path)) return undefined;
      // Looked at through the folder it is in: the symlink itself may lead elsewhere by now.
      const stats = this.within(path, (inside, last) =>
        last === '' ? statSync(inside.self) : lstatSync(inside.at(last)),
      );
      return stats.isSymbolicLink() ? undefined : { path, stats };
    } catch {
      return undefined;
    }
  }

  /** Calls `use` with the host path of a path; what fails on the way through the host is refused. */
  private inside<T>(path: string, use: (place: string) => T): T {
    try {
      return use(join(this.root, path));
    } catch (error) {
      // What is missing outside must look like what is there, or symlinks would tell what the host has.
      if (this.strays(path)) throw new StorageError('PERMISSION_DENIED', 'the path leads outside the collection');
      throw error;
    }
  }

  /** Whether a path that ends nowhere leaves the jail before it does. */
  private strays(path: string): boolean {
    const ahead = path.split('/');
    let at = this.root;
    for (let links = 0; links < MOST_LINKS;) {
      const part = ahead.shift();
      if (part === undefined) return false;
      const target = part === '..' ? undefined : linkAt(join(at, part));
      if (target === 'nothing') return false;
      if (target === undefined) at = join(at, part);
      else {
        links += 1;
        ahead.unshift(...(isAbsolute(target.to) ? relative(at, target.to) : target.to).split(sep));
      }
      if (!contains(this.root, at)) return true;
    }
    return false;
  }

  private check(real: string, asked: string): void {
    if (!contains(this.root, real))
      throw new StorageError('PERMISSION_DENIED', 'the path leads outside the collection');
    const path = virtual(this.root, real);
    if (path !== asked && !this.allows(path))
      throw new StorageError('PERMISSION_DENIED', 'the path leads where you have no permission');
  }
}

/** A real path as it is called inside a folder that holds it. */
function virtual(root: string, real: string): string {
  return real === root
    ? '/'
    : real
        .slice(root === sep ? 0 : root.length)
        .split(sep)
        .join('/');
}

/** Where a symlink leads to; undefined for what is none. */
function linkAt(path: string): { to: string } | 'nothing' | undefined {
  try {
    return { to: readlinkSync(path) };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EINVAL' ? undefined : 'nothing';
  }
}

function contains(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function isProcMounted(): boolean {
  try {
    return readlinkSync('/proc/self') !== '';
  } catch {
    return false;
  }
}
