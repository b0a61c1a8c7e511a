import type { Prompt, Progress } from '../../tools.js';
import type { Entry } from './entries.js';

/** So many of what goes are shown before the question. */
const mostShown = 50;

/** Shows what would be deleted at the destination, and asks. True where there is nothing. */
export async function agreedToDelete(
  extras: Iterable<Entry>,
  confirm: Prompt['confirm'],
  say: Progress['say'],
): Promise<boolean> {
  let count = 0;
  for (const { relative, type } of extras) if (++count <= mostShown) say(`- ${relative}${type === 'dir' ? '/' : ''}`);
  if (count > mostShown) say(`and ${count - mostShown} more`);
  return count === 0 || confirm(`Delete ${count === 1 ? 'this' : `these ${count}`} at the destination?`);
}
