import { CliError } from '../../errors.js';
import { visible } from '../../visible.js';
import type { Row } from './copying.js';
import type { Entry } from './entries.js';
import type { Action } from './plan.js';

/** Links among what is copied between collections: tasks leave them out, so a copy without them is not whole, and nothing is deleted for it. */
export class LeftLinks {
  private readonly left = new Map<string, Row>();

  /** `onFailure` is told of each. */
  constructor(private readonly onFailure: (error: CliError) => void) {}

  /** The same actions, with note taken of the links. */
  async *noted<T extends Entry>(actions: AsyncIterable<Action<T>>): AsyncGenerator<Action<T>> {
    for await (const action of actions) {
      if (action.entry.type === 'link' && action.sign !== '=') this.add(action.entry.relative);
      yield action;
    }
  }

  private add(relative: string): void {
    // what is listed again
    if (this.left.has(relative)) return;
    const error = new CliError(`The link '${visible(relative)}' is not copied: Globus leaves links in folders out.`, {
      hint: 'Copy what it leads to, or leave it out with --exclude.',
    });
    this.left.set(relative, { action: '!', path: relative, type: 'link', bytes: 0, error: error.message });
    this.onFailure(error);
  }

  /** Those that were left out, a row each. */
  rows(): Iterable<Row> {
    return this.left.values();
  }
}
