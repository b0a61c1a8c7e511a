import stringWidth from 'string-width';
import { isNarrow, lettersOf, piecesOf } from '../letters.js';

/** How a part of a line looks. */
export type Tone = 'plain' | 'dim' | 'folder' | 'marked' | 'cursor' | 'title' | 'good' | 'bad' | 'busy';
export interface Span {
  readonly text: string;
  readonly tone: Tone;
}
/** One line of the screen. */
export type Line = readonly Span[];

export const span = (text: string, tone: Tone = 'plain'): Span => ({ text, tone });

/** How much of a text is looked at for a column: some of it may take none. */
const unitsAColumn = 8;

export const widthOf = (text: string): number => (isNarrow(text) ? text.length : stringWidth(text));

/** What people take for one letter each, however many code points it is. */
export const letters = (text: string): string[] => [...lettersOf(text)];

/** At most so many columns of a text; what is cut off shows as `…`. Of a long text only the beginning is looked at. */
export function cut(text: string, columns: number): string {
  if (isNarrow(text)) return text.length <= columns ? text : columns <= 0 ? '' : `${text.slice(0, columns - 1)}…`;
  let taken = '';
  let short = '';
  let used = 0;
  for (const letter of lettersOf(text)) {
    used += widthOf(letter);
    if (used > columns) return columns <= 0 ? '' : `${short}…`;
    taken += letter;
    // with room for what says that it was cut
    if (used < columns) short = taken;
  }
  return text;
}

/** The same, cut at its beginning: for places and what is being typed, whose end says most. */
export function cutStart(text: string, columns: number): string {
  // what takes no column is not looked for without end
  const end = text.slice(-Math.max(1, columns * unitsAColumn));
  if (end.length === text.length && widthOf(text) <= columns) return text;
  let taken = '';
  let used = 1;
  for (const letter of letters(end).reverse()) {
    used += widthOf(letter);
    if (used > columns) break;
    taken = letter + taken;
  }
  return `…${taken}`;
}

/** The same, cut in the middle: for names that begin alike, and differ at their end. */
export function cutMiddle(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  const end = cutStart(text, Math.ceil(columns / 2)).slice(1);
  return cut(text, columns - widthOf(end)) + end;
}

/** Exactly so many columns. */
export function fit(text: string, columns: number, side: 'left' | 'right' = 'left'): string {
  // a tab is as wide as the terminal likes
  const short = cut(text.replaceAll('\t', ' '), columns);
  const space = ' '.repeat(Math.max(0, columns - widthOf(short)));
  return side === 'left' ? short + space : space + short;
}

/** A text in lines of at most so many columns, broken at spaces where there are some; no more than `most` lines are made. */
export const wrapped = (text: string, columns: number, most?: number): readonly string[] =>
  inLines(shownOf(text, columns, most).split(' '), columns, most);

/** A word of a command line, with the quotes in it. */
const shellWords = /(?:\$?'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])+/g;

/** The same for a command line: what stands in quotes is a word, and stays whole where a line has room for it. */
export function wrappedLine(text: string, columns: number, most?: number): readonly string[] {
  const shown = shownOf(text, columns, most);
  return shown === '' ? [] : inLines(shown.match(shellWords) ?? [shown], columns, most);
}

/** As much of a text as so many lines can show. */
function shownOf(text: string, columns: number, most = Infinity): string {
  const units = most * columns * unitsAColumn;
  return text.length > units ? `${text.slice(0, units)}…` : text;
}

function inLines(words: readonly string[], columns: number, most = Infinity): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (lines.length >= most) return lines.slice(0, most);
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = brokenAt(word, columns);
    for (const piece of pieces.slice(0, -1)) lines.push(piece);
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line].slice(0, most);
}

/** A text in pieces of so many columns; one that no column is left for is a piece, too. */
export const brokenAt = (text: string, columns: number): readonly string[] => piecesOf(text, columns, widthOf);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number) => String(n).padStart(2, '0');
/** Half a year: what is older, or to come later, is told by its year. */
const near = 183 * 24 * 3600 * 1000;

/** `27 Nov 12:00`, `27 Nov 2021`: twelve columns at most, in local time. */
export function dateText(moment: number | undefined, now: number): string {
  if (moment === undefined || Number.isNaN(moment)) return '';
  const date = new Date(moment);
  const day = `${date.getDate()} ${months[date.getMonth()]}`;
  return Math.abs(now - moment) < near
    ? `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
    : `${day} ${date.getFullYear()}`;
}
