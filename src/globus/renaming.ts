import { InterruptedError } from '../errors.js';

/** The last question before a name changes. Throws InterruptedError where it is that name already. */
export function renameQuestion(from: string | undefined, to: string): string {
  if (from === to) throw new InterruptedError('Nothing was changed: that is its name already.');
  return from === undefined ? `Rename it to ${to}?` : `Rename it from ${from} to ${to}?`;
}
