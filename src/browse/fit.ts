import stringWidth from 'string-width';

/** How a part of a line looks. */
export type Tone = 'plain' | 'dim' | 'folder' | 'marked' | 'cursor' | 'title' | 'good' | 'bad' | 'busy';
export interface Span {
  readonly text: string;
  readonly tone: Tone;
}
/** One line of the screen. */
export type Line = readonly Span[];

export const span = (text: string, tone: Tone = 'plain'): Span => ({ text, tone });

const isPlain = (text: string) => /^[\u0020-\u007e]*$/.test(text);
export const widthOf = (text: string): number => (isPlain(text) ? text.length : stringWidth(text));

const segments = new Intl.Segmenter();
/** What people take for one letter each, however many code points it is. */
export const letters = (text: string): string[] => Array.from(segments.segment(text), ({ segment }) => segment);

/** At most so many columns of a text; what is cut off shows as `…`. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  if (columns <= 0) return '';
  let taken = '';
  let used = 1;
  for (const segment of letters(text)) {
    used += widthOf(segment);
    if (used > columns) break;
    taken += segment;
  }
  return `${taken}…`;
}

/** The same, cut at its beginning: for places and what is being typed, whose end says most. */
export function cutStart(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  const left = letters(text);
  while (left.length && widthOf(left.join('')) >= columns) left.shift();
  return `…${left.join('')}`;
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

/** A text in lines of at most so many columns, broken at spaces where there are some. */
export const wrapped = (text: string, columns: number): readonly string[] => inLines(text.split(' '), columns);

/** A word of a command line, with the quotes in it. */
const shellWords = /(?:\$?'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])+/g;

/** The same for a command line: what stands in quotes is a word, and stays whole where a line has room for it. */
export const wrappedLine = (text: string, columns: number): readonly string[] =>
  text === '' ? [] : inLines(text.match(shellWords) ?? [text], columns);

function inLines(words: readonly string[], columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (widthOf(line) > columns) {
      const [piece, rest] = broken(line, columns);
      lines.push(piece);
      line = rest;
    }
  }
  return [...lines, line];
}

function broken(word: string, columns: number): readonly [string, string] {
  let piece = '';
  let used = 0;
  for (const segment of letters(word)) {
    used += widthOf(segment);
    if (used > columns && piece !== '') break;
    piece += segment;
  }
  return [piece, word.slice(piece.length)];
}

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
