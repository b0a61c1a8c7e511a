import { InterruptedError } from '../../errors.js';
import { sizeText } from '../../size.js';
import type { Prompt, Progress } from '../../tools.js';
import type { Entry } from './entries.js';

/** So many of what goes are shown before the question. */
const mostShown = 50;

/** What else is done with one yes. */
export interface ToCopy {
  readonly files: number;
  readonly bytes: number;
}
interface Asked {
  /** Who is asked; absent where nobody can answer. */
  readonly confirm?: Prompt['confirm'] | undefined;
  readonly say: Progress['say'];
}

/** Shows what would be deleted at the destination, and asks, where there is something. Throws InterruptedError where that is denied. */
export async function agreeToDelete(extras: Iterable<Entry>, copied: ToCopy, { confirm, say }: Asked): Promise<void> {
  let count = 0;
  for (const { relative, type } of extras) if (++count <= mostShown) say(`- ${relative}${type === 'dir' ? '/' : ''}`);
  if (count > mostShown) say(`and ${count - mostShown} more`);
  if (count === 0 || (await confirm?.(questionFor(count, copied)))) return;
  // nothing was begun: how to go on with what was is of no use
  throw new InterruptedError('Nothing was changed.', {
    hint: copied.files
      ? `Without --delete, the same line copies ${filesOf(copied)} and deletes nothing.`
      : 'Without --delete, there is nothing to do.',
  });
}

const filesOf = ({ files, bytes }: ToCopy) => `${files === 1 ? '1 file' : `${files} files`} (${sizeText(bytes)})`;
const questionFor = (count: number, copied: ToCopy) => {
  const what = `elete ${count === 1 ? 'this' : `these ${count}`} at the destination?`;
  return copied.files ? `Copy ${filesOf(copied)}, and d${what}` : `D${what}`;
};
