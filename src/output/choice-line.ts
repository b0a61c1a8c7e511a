import { createRequire } from 'node:module';
import type StringWidth from 'string-width';
import { visible } from '../visible.js';
import { dim } from './paint.js';
import type { Terminal } from './table.js';

/** At most so many columns of a text; what is cut off shows as `…`. */
function cut(text: string, columns: number, width: typeof StringWidth): string {
  if (width(text) <= columns) return text;
  let taken = '';
  let used = 1;
  for (const character of text) {
    used += width(character);
    if (used > columns) break;
    taken += character;
  }
  return `${taken}…`;
}

/** The least that is worth showing of a detail. */
const leastDetail = 8;

/** One line to choose: the name, and as much of its details as there is room for, in grey. */
export function choiceLine(name: string, details: readonly string[], { columns, color }: Terminal): string {
  const width = createRequire(import.meta.url)('string-width') as typeof StringWidth;
  let line = cut(visible(name), columns, width);
  let used = width(line);
  for (const detail of details) {
    const room = columns - used - 2;
    if (room < leastDetail) break;
    const text = cut(visible(detail), room, width);
    used += width(text) + 2;
    line += `  ${color ? dim(text) : text}`;
  }
  return line;
}
