import type { Prompt, Progress } from '../../tools.js';
import type { Entry } from './entries.js';

/** So many of what goes are shown before the question. */
const mostShown = 50;

/** Shows what would be deleted at the destination, and asks. */
export function agreedToDelete(
  extras: readonly Entry[],
  confirm: Prompt['confirm'],
  say: Progress['say'],
): Promise<boolean> {
  for (const { relative, type } of extras.slice(0, mostShown)) say(`- ${relative}${type === 'dir' ? '/' : ''}`);
  if (extras.length > mostShown) say(`and ${extras.length - mostShown} more`);
  return confirm(`Delete ${extras.length === 1 ? 'this' : `these ${extras.length}`} at the destination?`);
}
