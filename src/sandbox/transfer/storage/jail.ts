import { closeSync, constants, lstatSync, mkdirSync, openSync, readlinkSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { StorageError, storageError } from './storage-error.js';
import { splitPath } from './virtual-path.js';

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
const HAS_PROC = process.platform === 'linux' && isProcMounted();

/**
 * An open directory inside a jail. On Linux its entries are reached through the open directory itself, so that nobody can put
 * a symlink in its way between the check and the use.
 */
export class Folder {
  private readonly base: string;

  constructor(
    private readonly fd: number | undefined,
    readonly realPath: string,
  ) {
    this.base = fd !== undefined ? `/proc/self/fd/${fd}/` : realPath + sep;
  }

  /** The host path of an entry, to be used while the folder is open and never followed when it is a symlink. */
  at(name: string): string {
    if (name === '' || name === '.' || name === '..' || name.includes('/') || name.includes('\0')) throw new StorageError('PERMISSION_DENIED');
    return this.base + name;
  }

  /** The host path of the folder itself. */
  get self(): string {
    return this.base + '.';
  }

  /** Opens a directory directly below; a symlink is refused. */
  folder(name: string): Folder {
    if (this.fd === undefined) {
      if (!lstatSync(this.at(name)).isDirectory()) throw new StorageError('NOT_A_DIRECTORY');
      return new Folder(undefined, this.realPath + sep + name);
    }
    return new Folder(openSync(this.at(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW), this.realPath + sep + name);
  }

  close(): void {
    if (this.fd !== undefined) closeSync(this.fd);
  }
}

/** A folder of the host that paths of a collection cannot leave: not by `..`, not by a symlink, not by changing it meanwhile. */
export class Jail {
  private readonly root: string;

  /** Each path of `inside` narrows the jail to a folder in the one before, as guest collections do. */
  constructor(root: string, ...inside: string[]) {
    try {
      this.root = inside.reduce((outer, path) => {
        const inner = path === '/' ? outer : realpathSync.native(join(outer, path));
        if (!contains(outer, inner)) throw new StorageError('PERMISSION_DENIED');
        return inner;
      }, realpathSync.native(root));
    } catch (error) {
      throw storageError(error);
    }
  }

  /** Opens a directory by its path inside the jail (absolute, normal). Symlinks on the way are followed as long as they stay inside. */
  folder(path: string): Folder {
    try {
      const real = path === '/' ? this.root : realpathSync.native(join(this.root, path));
      this.check(real);
      if (!HAS_PROC) return new Folder(undefined, real);
      const fd = openSync(real, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
      try {
        // The path may have changed since it was resolved; what was opened is what counts.
        this.check(readlinkSync(`/proc/self/fd/${fd}`));
      } catch (error) {
        closeSync(fd);
        throw error;
      }
      return new Folder(fd, real);
    } catch (error) {
      throw storageError(error);
    }
  }

  /** Opens a directory, making it and those above it when they are missing. */
  make(path: string): Folder {
    try {
      return this.folder(path);
    } catch (error) {
      if (!(error instanceof StorageError) || error.code !== 'NOT_FOUND' || path === '/') throw error;
    }
    const { folder: parent, name } = splitPath(path);
    const above = this.make(parent);
    try {
      mkdirSync(above.at(name));
    } catch (error) {
      // Someone else made it meanwhile; whatever it is, opening it says.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw storageError(error);
    } finally {
      above.close();
    }
    return this.folder(path);
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

  /** The path inside the jail that a symlink's target ends at; undefined when it is broken or leads outside. */
  follow(folder: Folder, name: string): string | undefined {
    try {
      const real = realpathSync.native(folder.at(name));
      if (!contains(this.root, real)) return undefined;
      return real === this.root ? '/' : real.slice(this.root === sep ? 0 : this.root.length).split(sep).join('/');
    } catch {
      return undefined;
    }
  }

  private check(real: string): void {
    if (!contains(this.root, real)) throw new StorageError('PERMISSION_DENIED', 'the path leads outside the collection');
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
