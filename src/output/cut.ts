import { createRequire } from 'node:module';
import type StringWidth from 'string-width';
import { shared } from '../fair-widths.js';
import { isNarrow, lettersOf, piecesOf } from '../letters.js';

let measure: typeof StringWidth | undefined;

/** How many columns of a terminal a text takes. Loaded for the first text that is not of narrow letters. */
export function width(text: string): number {
  if (isNarrow(text)) return text.length;
  measure ??= createRequire(import.meta.url)('string-width') as typeof StringWidth;
  return measure(text);
}

/** At most so many columns of a text; what is cut off shows as `…`. An emoji of several characters stays whole or goes. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  if (isNarrow(text)) return `${text.slice(0, Math.max(0, columns - 1))}…`;
  let taken = '';
  let used = 1;
  for (const letter of lettersOf(text)) {
    used += width(letter);
    if (used > columns) break;
    taken += letter;
  }
  return `${taken}…`;
}

/** What is narrower has no two parts that say anything. */
const leastHalves = 11;
/** The same of a place, whose begin and end both tell something: `Lab data:/projec…/run7/`. A name, and what has little room, is cut at its end. */
function cutPlace(text: string, columns: number): string {
  return columns < leastHalves || !text.includes(':') ? cut(text, columns) : cutMiddle(text, columns);
}
/** How much of a text is looked at for a column: some of it may take none. */
const unitsAColumn = 8;
function cutMiddle(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  const tail = Math.floor((columns - 1) / 2);
  let taken = '';
  // the end of a very long text is not looked for from its beginning on
  for (const letter of [...lettersOf(text.slice(-tail * unitsAColumn))].reverse()) {
    if (width(letter + taken) > tail) break;
    taken = letter + taken;
  }
  return cut(text, columns - width(taken)) + taken;
}

/** What an end of a route, and the name before it, are not cut below: where there is no room for that, only the name stays. */
const leastEnd = 8;
const leastOfName = 12;
const leastAlone = 6;
// written as an escape: the built program is read byte by byte
const arrow = ' \u2192 ';
/**
 * `nightly  Lab data:/runs → Archive:/2026` in so many columns: the two ends and the name before them are cut alike, so that none
 * pushes another out. Where there is no room for all, the name stays.
 */
export function cutRoute(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  const gap = text.indexOf('  ');
  const begin = gap === -1 || !text.includes(arrow, gap + 2) ? 0 : gap + 2;
  const at = text.indexOf(arrow, begin);
  if (at === -1) return cut(text, columns);
  const name = text.slice(0, Math.max(0, begin - 2));
  const [from, to] = [text.slice(begin, at), text.slice(at + arrow.length)];
  const ends = name === '' ? [from, to] : [name, from, to];
  const between = name === '' ? 3 : 5;
  const sizes = shared(
    ends.map((each) => ({
      whole: width(each),
      least: each === name ? leastOfName : name ? leastEnd : leastAlone,
      weight: 1,
    })),
    columns - between,
  );
  if (sizes.reduce((all, each) => all + each, between) > columns) return cut(name || text, columns);
  const cutsBy = (cutEnd: typeof cut) => ends.map((each, i) => (each === name ? cut : cutEnd)(each, sizes[i] ?? 1));
  const placed = cutsBy(cutPlace);
  // names that begin alike, such as numbered ones, are told apart by their ends
  const cuts = from !== to && placed.at(-1) === placed.at(-2) ? cutsBy(cutMiddle) : placed;
  return name === '' ? cuts.join(' → ') : `${cuts[0] ?? ''}  ${cuts.slice(1).join(' → ')}`;
}

/** The lines of a text, broken at spaces; a word that is longer than a line is cut in two. */
export function wrapped(text: string, columns: number): string[] {
  if (width(text) <= columns) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (width(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = piecesOf(word, columns, width);
    for (const piece of pieces.slice(0, -1)) lines.push(piece);
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line];
}

/** What is copied from a screen, which a line break of ours would tear apart: it keeps its line. */
const isCopied = /^\s|\bglobus |https?:/;
/** A sentence, and the command line that it leads to. */
const ledTo = /^(\s*)(\S.*?:) +(globus .*)$/;

/**
 * Sentences for people, broken at spaces where they are wider than this; a command line at the end of one gets a line of its own.
 * Undefined is no terminal, and changes nothing.
 */
export function fitted(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  const broken = (line: string): readonly string[] => {
    if (width(line) <= columns) return [line];
    const [, indent = '', words, command] = ledTo.exec(line) ?? [];
    if (words !== undefined && command !== undefined)
      return [
        ...wrapped(words, Math.max(1, columns - indent.length)).map((each) => indent + each),
        // without room for it, the indentation would break it
        width(`${indent}  ${command}`) > columns && width(command) <= columns ? command : `${indent}  ${command}`,
      ];
    return isCopied.test(line) || line.split(' ').some((word) => width(word) > columns)
      ? [line]
      : wrapped(line, columns);
  };
  return text.split('\n').flatMap(broken).join('\n');
}
