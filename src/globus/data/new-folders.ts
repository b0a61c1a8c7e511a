import type { Entry } from './entries.js';
import type { Action, Sign } from './plan.js';

/**
 * The folders of a plan that are new and have nothing new in them: what is in the others stands for them. Holds the paths of new folders
 * in which nothing was seen so far.
 */
export class NewFolders<T extends Entry> {
  private readonly bare = new Map<string, T>();

  see(sign: Sign, entry: T): void {
    const { relative } = entry;
    // an entry of a folder comes after the folder
    this.bare.delete(relative.slice(0, Math.max(0, relative.lastIndexOf('/'))));
    if (sign === '+' && entry.type === 'dir') this.bare.set(relative, entry);
  }

  /** The actions of a plan as they come, each seen. */
  async *seenIn(actions: AsyncIterable<Action<T>>): AsyncGenerator<Action<T>> {
    for await (const action of actions) {
      this.see(action.sign, action.entry);
      yield action;
    }
  }

  values(): Iterable<T> {
    return this.bare.values();
  }
}
