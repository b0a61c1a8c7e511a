import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson, stringifyJson } from '../exact-json.js';
import { copyFolder } from './copy-folder.js';
import type { Store } from './store.js';

export type Tables = Record<string, [string, unknown][]>;

/** The folders of a world that are replaced with its rows. */
export const worldFolders = ['collections', 'tasks'] as const;

/**
 * What takes the place of the rows and folders of a world. It is made whole in a folder of its own, `state/next`, before anything is
 * taken away, and `next` goes last: killed at any moment, the world is the one before, or `finish` makes it the one after at the next start.
 */
export class Replacement {
  private readonly next: string;
  private readonly draft: string;

  constructor(
    private readonly dir: string,
    private readonly store: Store,
  ) {
    this.next = join(dir, 'state', 'next');
    this.draft = join(dir, 'state', 'next.draft');
  }

  /** Makes it, of rows and, where one is given, of a folder that holds the folders; without one they are empty. */
  prepare(tables: Tables, from?: string): void {
    try {
      rmSync(this.draft, { recursive: true, force: true });
      mkdirSync(this.draft, { mode: 0o700 });
      for (const name of worldFolders) {
        if (from === undefined) mkdirSync(join(this.draft, name), { mode: 0o700 });
        else copyFolder(join(from, name), join(this.draft, name));
      }
      writeFileSync(join(this.draft, 'world.json'), stringifyJson(tables), { mode: 0o600 });
      renameSync(this.draft, this.next);
    } catch (error) {
      rmSync(this.draft, { recursive: true, force: true });
      throw error;
    }
  }

  /** Puts what was prepared into its place, and does the rest of that. Where the rows cannot be written, everything is as it was. */
  apply(rest: () => void = () => undefined): void {
    try {
      this.store.replace(parseJson(readFileSync(join(this.next, 'world.json'), 'utf8')) as Tables);
      try {
        for (const name of worldFolders) this.move(name);
      } finally {
        rest();
      }
    } finally {
      // no longer what is to come, before any of it goes
      renameSync(this.next, this.draft);
      rmSync(this.draft, { recursive: true, force: true });
    }
  }

  /** Does the rest of one that was broken off. */
  finish(): void {
    rmSync(this.draft, { recursive: true, force: true });
    if (existsSync(this.next)) this.apply();
  }

  private move(name: string): void {
    const [from, to] = [join(this.next, name), join(this.dir, name)];
    if (!existsSync(from)) return; // it had moved before a kill
    rmSync(to, { recursive: true, force: true });
    renameSync(from, to);
  }
}
