import { CliError } from '../../errors.js';
import { visible } from '../../visible.js';
import type { Entry } from './entries.js';
import { nameOf } from './place.js';
import type { Action, LookUpThere } from './plan.js';
import type { Item } from './sources.js';

/**
 * The same actions, as long as none of them replaces anything: a folder that is moved to where one of its name is goes into that one, and what
 * the two have in common may be somebody's work. CliError there.
 */
export async function* replacingNothing<T extends Entry>(actions: AsyncIterable<Action<T>>): AsyncGenerator<Action<T>> {
  for await (const action of actions) {
    if (action.sign === '~')
      throw new CliError(
        `${visible(action.entry.relative)} is there already, and a folder that is moved replaces nothing.`,
        {
          hint: 'Give another name, or rename the folder that is there. To replace what both have, copy with globus cp -r, and then remove the folder.',
        },
      );
    yield action;
  }
}

/** Whether what counts as the same is told to be another all the same. */
const isOther = (entry: Entry, there: Entry | undefined): boolean =>
  entry.type !== 'dir' &&
  (entry.type !== there?.type || (entry.type === 'link' ? entry.target !== there.target : entry.size !== there.size));

/** Newer files at the destination that `--update` leaves as they are, though they are of another size. */
export class LeftNewer {
  private count = 0;
  private first = '';

  /** The same look-ups; what they find is compared with `noted`. */
  private there: Entry | undefined;
  readonly looking =
    (lookUp: LookUpThere): LookUpThere =>
    async (relative) =>
      (this.there = await lookUp(relative));

  async *noted(actions: AsyncIterable<Action<Item>>): AsyncGenerator<Action<Item>> {
    for await (const action of actions) {
      if (action.sign === '=' && isOther(action.entry, this.there)) {
        this.count += 1;
        this.first ||= action.entry.relative || nameOf(action.entry.source);
      }
      yield action;
    }
  }

  /** What there is to say of them; undefined where there are none. */
  words(): string | undefined {
    if (!this.count) return undefined;
    const others = this.count === 1 ? '' : ` and ${this.count - 1} more`;
    return `Left as they are, since they are newer at the destination: ${visible(this.first)}${others}.`;
  }
}
