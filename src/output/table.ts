import { createRequire } from 'node:module';
import type Table from 'cli-table3';
import type StringWidth from 'string-width';
import { visible, visibleLines } from '../visible.js';
import { label, state } from './paint.js';

/** What a terminal can show; undefined stands for a pipe. */
export interface Terminal {
  readonly columns: number;
  readonly color: boolean;
}

// Plain require: loaded when the first table is drawn on a terminal, and never on a pipe.
const load = () => {
  const require = createRequire(import.meta.url);
  return { CliTable: require('cli-table3') as typeof Table, width: require('string-width') as typeof StringWidth };
};

/** Cells keep one line each: a row is a line for grep and wc. */
const oneLine = (cell: string) => visible(cell.replaceAll('\r\n', '\n'));

/** Columns padded to the widest cell, `|` between them, a ruled heading: the pipe form. */
export function pipeTable(headings: readonly string[], rows: readonly (readonly string[])[]) {
  const labels = headings.map(oneLine);
  const cells = rows.map((row) => row.map(oneLine));
  const widths = labels.map((label, i) =>
    cells.reduce((width, row) => Math.max(width, row[i]?.length ?? 0), label.length),
  );
  const line = (row: readonly string[]) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ');
  return {
    heading: `${line(labels)}\n${widths.map((width) => '-'.repeat(width)).join('-+-')}\n`,
    body: cells.map((row) => `${line(row)}\n`).join(''),
    line: (row: readonly string[]) => `${line(row.map(oneLine))}\n`,
  };
}

/** Words up to this long, such as an id, are not cut in two: they are what people copy. */
const longestWhole = 36;

/** The terminal form: drawn lines, cells wrapped at spaces; too narrow for its ids and words, one record a row. */
export function terminalTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  terminal: Terminal,
): string {
  const { CliTable, width } = load();
  const labels = headings.map(oneLine);
  const cells = rows.map((row) => row.map(oneLine));
  const columns = labels.map((label, i) => [label, ...cells.map((row) => row[i] ?? '')]);
  const widest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, width(text)), 0);
  const least = columns.map((column) =>
    widest(column.flatMap((text) => text.split(' ')).filter((word) => width(word) <= longestWhole)),
  );
  // a line and a space on both sides of every cell, and the last line
  const room = terminal.columns - labels.length * 3 - 1;
  const widths = fit(columns.map(widest), least, room);
  const paint = terminal.color ? { label, state } : undefined;
  if (!widths) return foldedRows(labels, rows, paint);
  const drawn = new CliTable({
    head: labels.map((each, i) => wrapped(each, widths[i] ?? 1, width).join('\n')),
    style: { head: terminal.color ? ['bold'] : [], border: terminal.color ? ['gray'] : [], compact: true },
  });
  for (const row of cells) {
    const lines = row.map((cell, i) => wrapped(cell, widths[i] ?? 1, width));
    drawn.push(lines.map((each) => (terminal.color && each.length === 1 ? state(each[0] ?? '') : each.join('\n'))));
  }
  return `${drawn.toString()}\n`;
}

/** Widths that fit into `room`: the widest columns give first, down to what each needs at least. Undefined where that is not enough. */
function fit(wanted: readonly number[], least: readonly number[], room: number): readonly number[] | undefined {
  const widths = [...wanted];
  const sum = () => widths.reduce((all, each) => all + each, 0);
  const spare = (i: number) => (widths[i] ?? 0) - (least[i] ?? 0);
  for (let over = sum() - room; over > 0; over--) {
    const giving = widths.map((_, i) => i).filter((i) => spare(i) > 0);
    if (!giving.length) return undefined;
    const widest = giving.reduce((a, b) => ((widths[b] ?? 0) > (widths[a] ?? 0) ? b : a));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** The lines of a cell, broken at spaces; a word that is longer than a line is cut. */
function wrapped(text: string, room: number, width: (text: string) => number): string[] {
  if (width(text) <= room) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (width(longer) <= room) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const char of word) {
      if (width(line + char) > room) {
        lines.push(line);
        line = '';
      }
      line += char;
    }
  }
  return [...lines, line];
}

/** Each row as `Label: value` lines, rows set apart: for narrow terminals and GLOBUS_CLI_FOLD_TABLES. */
export function foldedRows(labels: readonly string[], rows: readonly (readonly string[])[], paint?: Paint): string {
  return rows
    .map((row) =>
      recordText(
        labels.map((label, i) => [label, row[i] ?? '']),
        paint,
      ),
    )
    .join('\n');
}

/** How labels and cells are drawn where there is colour. */
export interface Paint {
  readonly label: (text: string) => string;
  readonly state: (cell: string) => string;
}
const unpainted: Paint = { label: (text) => text, state: (cell) => cell };

/** `Label: value` lines; values of several lines are indented under their first. */
export function recordText(given: ReadonlyArray<readonly [string, string]>, paint: Paint = unpainted): string {
  const pairs = given.map(([label, value]) => [visible(label), visibleLines(value)] as const);
  const width = pairs.reduce((most, [label]) => Math.max(most, label.length), 0) + 2;
  return pairs
    .map(([label, value]) => {
      const [first = '', ...rest] = value.split('\n');
      const more = rest.map((text) => `\n${' '.repeat(width)}${text}`).join('');
      return `${paint.label(`${label}:`)}${' '.repeat(width - label.length - 1)}${rest.length ? first : paint.state(first)}${more}\n`;
    })
    .join('');
}
