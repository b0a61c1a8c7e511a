import { closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { StorageError } from './storage-error.js';

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;

/** What another thread needs to reach an open directory of this process. */
export interface Place {
  readonly fd: number | undefined;
  readonly realPath: string;
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

  /** `permits` is asked for the real path of each entry; without it, all entries can be reached. */
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

  /**
   * The host path of the name that an entry has until it is complete. `permits` is not asked: it was, for the entry's own name.
   */
  draft(name: string): string {
    // On Windows a backslash separates, too.
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

  /** The device and inode, which are the same for the same directory by whatever path it is reached. */
  get identity(): string {
    const { dev, ino } = this.fd === undefined ? statSync(this.self) : fstatSync(this.fd);
    return `${dev}:${ino}`;
  }

  /** What `new Folder` in another thread is made of, to reach the same directory; good until `close`. */
  get place(): Place {
    return { fd: this.fd, realPath: this.realPath };
  }

  /** Keeps it open until `close` is called one more time. */
  hold(): void {
    this.holders += 1;
  }

  close(): void {
    this.holders -= 1;
    if (this.holders === 0 && this.fd !== undefined) closeSync(this.fd);
  }
}
