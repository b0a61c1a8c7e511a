import { choiceLine } from './output/choice-line.js';
import type { Terminal } from './output/table.js';
import type { FileEntry } from './services/transfer.js';
import { sizeText } from './size.js';
import type { SearchChoice } from './tools.js';

export const asTyped = (term: string): SearchChoice => ({ line: term, short: term, value: term });

/** Whether a name can be one below a folder. */
const isWritable = (term: string) => /^[^/\p{Cc}]+\/?$/u.test(term) && !/^\.{1,2}\/?$/.test(term);

/** Before a name that nothing in the folder has: of a folder that is to be made, or a file. */
export const unseen = '\n';

/** What of a folder to show for a term: a path from the root or from home is an answer by itself. */
export function choicesIn(
  entries: readonly FileEntry[],
  fixed: readonly SearchChoice[],
  term: string | undefined,
  { room, mustBeThere }: { readonly room: Terminal; readonly mustBeThere: boolean },
): readonly SearchChoice[] {
  if (term === undefined) return [...fixed, ...entries.map((entry) => entryLine(entry, room))];
  if (/^[/~]/.test(term)) return [asTyped(term)];
  const folded = term.toLowerCase();
  const near = entries.filter((entry) => entry.name.toLowerCase().includes(folded));
  const found = [...fixed.filter(({ value }) => value === term), ...near.map((entry) => entryLine(entry, room))];
  if (found.length || mustBeThere || !isWritable(term)) return found;
  return [{ line: choiceLine(term, ['a new name here'], room), short: term, value: `${unseen}${term}` }];
}

function entryLine({ name, type, size }: FileEntry, room: Terminal): SearchChoice {
  const value = type === 'dir' ? `${name}/` : name;
  return {
    line: choiceLine(value, type === 'dir' ? [] : [sizeText(size)], room),
    short: value,
    value,
  };
}
