import { closeSync, constants, existsSync, fstatSync, openSync, readlinkSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { visible } from '../../visible.js';
import { UnsafeNameError } from './names.js';

/** Linux gives a handle that stands for a folder and does no more, without a right to read it; Node has no name for the flag. */
const pathOnly = 0x200000;
const handles = '/proc/self/fd';

interface Held {
  readonly at: string;
  readonly close: () => void;
  users: number;
}
export interface Holding {
  /**
   * Which folder a path has to lead to: any `inside` of the root, since a link that was there may lead to another one of it, or the
   * `same`, in which nothing that was looked at is another thing by now.
   */
  readonly leadsTo: 'inside' | 'same';
  /** Fails where it leads elsewhere; given the folder's path. */
  readonly elsewhere: (folder: string) => Error;
}

/** For a folder that is written to: a link out of the root is none. */
export const writingInside = (root: string): Holding => ({
  leadsTo: 'inside',
  elsewhere: (folder) =>
    new UnsafeNameError(`${visible(folder)} is a link that leads out of ${visible(root)}: nothing is written there.`, {
      hint: 'Take the link away, or name the folder that it leads to.',
    }),
});
/** For a folder whose content was listed before. */
export const asListed: Holding = {
  leadsTo: 'same',
  elsewhere: (folder) =>
    new UnsafeNameError(`${visible(folder)} is another folder than when it was listed: it was left alone.`, {
      hint: 'See who else writes there, and run the same line again.',
    }),
};

/**
 * Folders below a root, held while something is done in them. Who may write beside a folder could put a link to elsewhere in its
 * place after it was looked at. On Linux the system's handle stands for the folder that was found, whatever has its name by then;
 * other systems have no such paths, so there the look comes right before, and a moment stays.
 */
export class HeldFolders {
  private readonly held = new Map<string, Held>();
  private real: string | undefined;

  constructor(
    private readonly root: string,
    private readonly holding: Holding,
    private readonly hasHandles = existsSync(handles),
  ) {}

  /** Does something in a folder of the root, whose path for that is given; errors are those of the system and of `holding`. */
  async within<T>(relative: string, work: (at: string) => Promise<T> | T): Promise<T> {
    let folder = this.held.get(relative);
    if (!folder) this.held.set(relative, (folder = this.opened(relative)));
    folder.users += 1;
    try {
      return await work(folder.at);
    } finally {
      folder.users -= 1;
      if (!folder.users) {
        this.held.delete(relative);
        folder.close();
      }
    }
  }

  private opened(relative: string): Held {
    const path = join(this.root, relative);
    this.real ??= realpathSync(this.root);
    if (!this.hasHandles) {
      if (!this.isRight(realpathSync(path), relative)) throw this.holding.elsewhere(path);
      return { at: path, close: () => undefined, users: 0 };
    }
    const handle = openSync(path, pathOnly | constants.O_DIRECTORY);
    const at = `${handles}/${handle}`;
    const close = () => closeSync(handle);
    try {
      if (this.isRight(readlinkSync(at), relative)) return { at, close, users: 0 };
      if (!fstatSync(handle).nlink) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT', syscall: 'open' });
      throw this.holding.elsewhere(path);
    } catch (error) {
      close();
      throw error;
    }
  }

  private isRight(found: string, relative: string): boolean {
    const real = this.real ?? this.root;
    const base = real.endsWith(sep) ? real : real + sep;
    if (this.holding.leadsTo === 'same') return found === (relative === '' ? real : join(real, relative));
    return relative === '' ? found === real : found.startsWith(base);
  }
}
