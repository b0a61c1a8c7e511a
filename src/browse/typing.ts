import { letters } from './fit.js';

/** A text after a key was pressed in it. */
export function typedInto(text: string, key: string): string {
  if (key === 'backspace') return letters(text).slice(0, -1).join('');
  if (key === 'ctrl-u') return '';
  if (key === 'ctrl-w') return text.replace(/\S+\s*$/, '');
  if (key === 'space') return `${text} `;
  return letters(key).length === 1 ? text + key : text;
}

const backward: ReadonlySet<string> = new Set(['pageup', 'ctrl-b']);
const forward: ReadonlySet<string> = new Set(['pagedown', 'ctrl-f', 'space']);

/** The first line that is shown of so many after a key; undefined for keys that do not scroll. */
export function scrolled(top: number, key: string, lines: number, room: number): number | undefined {
  const last = Math.max(0, lines - room);
  const to = (line: number) => Math.max(0, Math.min(line, last));
  if (key === 'up' || key === 'k') return to(top - 1);
  if (key === 'down' || key === 'j' || key === 'enter') return to(top + 1);
  if (backward.has(key)) return to(top - room);
  if (forward.has(key)) return to(top + room);
  if (key === 'home' || key === 'g') return 0;
  if (key === 'end' || key === 'G') return last;
  return undefined;
}
