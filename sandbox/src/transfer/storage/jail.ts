import { closeSync, constants, lstatSync, openSync, readlinkSync, realpathSync, statSync, type Stats } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { Folder } from './folder.js';
import { StorageError, storageError } from './storage-error.js';
import { splitPath } from './virtual-path.js';

const { O_RDONLY, O_DIRECTORY } = constants;
/** As many as the kernel follows. */
const mostLinks = 40;
const hasProc = process.platform === 'linux' && isProcMounted();

/**
 * Whether an entry may be reached, by its path inside a jail. `roots` says where the jail begins inside the folder it was made
 * with, and inside each folder that narrows it: `/` for the last of them.
 */
export type PathRule = (path: string, roots?: readonly string[]) => boolean;

/** What a symlink leads to. */
export interface Followed {
  /** Inside the jail, absolute and without symlinks. */
  readonly path: string;
  readonly stats: Stats;
}

/** A folder of the host that paths of a collection cannot leave: not by `..`, not by a symlink, not by changing it meanwhile. */
export class Jail {
  private readonly root: string;
  /** For its rule; see `PathRule`. */
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
   * Sets what may be reached, and returns the jail. `allows` is asked where a symlink leads: the caller checks the path that a
   * client wrote, but only the jail sees where a symlink in that path goes. `rule` is asked for every entry, however it is reached.
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
      if (!hasProc) {
        const real = this.inside(path, (place) => realpathSync.native(place));
        this.check(real, path);
        return new Folder(undefined, real, permits);
      }
      const fd = this.inside(path, (place) => openSync(place, O_RDONLY | O_DIRECTORY));
      try {
        // The path may have been changed meanwhile, so the directory that was opened is checked; one outside is closed unread.
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

  /** Opens a directory to list it, for which the rule must permit the directory itself; `folder` only goes through it. */
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
      // The one above may be one that cannot be opened but can be gone through.
      if (!(error instanceof StorageError) || error.code !== 'NOT_FOUND') return this.folder(path);
      above = this.make(parent);
    }
    try {
      // To look first costs less than what mkdir throws.
      if (lstatSync(above.draft(name), { throwIfNoEntry: false })) return this.folder(path);
      return above.make(name);
    } catch (error) {
      // Someone else made it meanwhile. If it is no directory, opening it says so.
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return this.folder(path);
      throw storageError(error);
    } finally {
      above.close();
    }
  }

  /** Calls `use` with the folder that holds `path` and its name there; for the root, with the root and an empty name. */
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

  /** Calls `use` with the host path of a path inside. Throws PERMISSION_DENIED when it fails for a path that leaves the jail. */
  private inside<T>(path: string, use: (place: string) => T): T {
    try {
      return use(join(this.root, path));
    } catch (error) {
      // Otherwise the error would tell what there is outside.
      if (this.strays(path)) throw new StorageError('PERMISSION_DENIED', 'the path leads outside the collection');
      throw error;
    }
  }

  /** Whether a path that leads to nothing leaves the jail on the way. */
  private strays(path: string): boolean {
    const ahead = path.split('/');
    let at = this.root;
    for (let links = 0; links < mostLinks;) {
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
