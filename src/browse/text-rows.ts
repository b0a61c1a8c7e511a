import { visible } from '../visible.js';
import { brokenAt } from './fit.js';
import { insideBox, type Size } from './layout.js';

/** A text as rows of a width: a line that is wider goes on in the next row, as a pager shows it. */
interface Rows {
  readonly width: number;
  readonly rows: readonly string[];
  /** The row that each line begins in. */
  readonly begins: readonly number[];
}

/** A text is drawn with each key, and broken once for a width. */
const lately = new WeakMap<readonly string[], Rows>();

export function rowsOf(lines: readonly string[], width: number): readonly string[] {
  return brokenLines(lines, width).rows;
}

/** What stands over a screen that has another size now: a text shows the same part of it. */
export function resized<F extends { readonly mode: string }>(front: F, from: Size, to: Size): F {
  if (!isText(front)) return front;
  const [before, now] = [from, to].map(({ columns }) => brokenLines(front.lines, insideBox(columns))) as [Rows, Rows];
  const line = Math.max(
    0,
    before.begins.findLastIndex((begin) => begin <= front.top),
  );
  const beginOf = ({ begins }: Rows) => begins[line] ?? 0;
  const heightOf = (all: Rows) => (all.begins[line + 1] ?? all.rows.length) - beginOf(all);
  // as far into a long line as one was
  const into = ((front.top - beginOf(before)) * heightOf(now)) / heightOf(before);
  return { ...front, top: beginOf(now) + Math.floor(into) };
}
const isText = <F extends object>(front: F): front is F & { readonly lines: readonly string[]; readonly top: number } =>
  'lines' in front;

function brokenLines(lines: readonly string[], width: number): Rows {
  const known = lately.get(lines);
  if (known?.width === width) return known;
  const rows: string[] = [];
  const begins: number[] = [];
  for (const line of lines) {
    begins.push(rows.length);
    for (const row of brokenAt(visible(line.replaceAll('\t', '    ')), width)) rows.push(row);
  }
  const broken = { width, rows, begins };
  lately.set(lines, broken);
  return broken;
}
