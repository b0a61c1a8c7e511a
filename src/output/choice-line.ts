import { visible } from '../visible.js';
import { cut, width } from './cut.js';
import { dim } from './paint.js';
import type { Terminal } from './table.js';

/** The least that is worth showing of a detail. */
const leastDetail = 8;

/** One line to choose: the name, and as much of its details as there is room for, in grey. */
export function choiceLine(name: string, details: readonly string[], { columns, color }: Terminal): string {
  let line = cut(visible(name), columns);
  let used = width(line);
  for (const detail of details) {
    const room = columns - used - 2;
    if (room < leastDetail) break;
    const text = cut(visible(detail), room);
    used += width(text) + 2;
    line += `  ${color ? dim(text) : text}`;
  }
  return line;
}
