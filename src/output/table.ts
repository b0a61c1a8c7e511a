import { createRequire } from 'node:module';
import { state } from './paint.js';
import type Table from 'cli-table3';

/** What a terminal can show; undefined stands for a pipe. */
export interface Terminal {
  readonly columns: number;
  readonly color: boolean;
}

// Plain require: loaded when the first table is drawn on a terminal, and never on a pipe.
const require = createRequire(import.meta.url);
const load = () => ({ CliTable: require('cli-table3') as typeof Table, widthOf: require('string-width') as (text: string) => number });

/** Cells keep one line each: a row is a line for grep and wc. */
const oneLine = (cell: string) => cell.replace(/\r?\n/g, '\\n');

/** Columns padded to the widest cell, `|` between them, a ruled heading: the pipe form. */
export function pipeTable(labels: readonly string[], rows: readonly (readonly string[])[], minimum: readonly number[] = []) {
  const cells = rows.map((row) => row.map(oneLine));
  const widths = labels.map((label, i) =>
    cells.reduce((width, row) => Math.max(width, row[i]?.length ?? 0), Math.max(label.length, minimum[i] ?? 0)),
  );
  const line = (row: readonly string[]) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ');
  return {
    heading: `${line(labels)}\n${widths.map((width) => '-'.repeat(width)).join('-+-')}\n`,
    body: cells.map((row) => `${line(row)}\n`).join(''),
    line: (row: readonly string[]) => `${line(row.map(oneLine))}\n`,
  };
}

/** The terminal form: drawn lines, cells wrapped; too narrow for that, one record a row. */
export function terminalTable(labels: readonly string[], rows: readonly (readonly string[])[], terminal: Terminal): string {
  const { CliTable, widthOf } = load();
  const cells = rows.map((row) => row.map(oneLine));
  const columns = labels.map((label, i) => [label, ...cells.map((row) => row[i] ?? '')]);
  const widest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
  const widths = fit(
    columns.map((column) => widest(column) + 2),
    columns.map((column) => Math.min(widest(column.flatMap((text) => text.split(' '))), uuidLength) + 2),
    terminal.columns - labels.length - 1,
  );
  if (!widths) return foldedRows(labels, rows);
  const drawn = new CliTable({
    head: labels.map((label, i) => wrapped(label, (widths[i] ?? 0) - 2, widthOf).join('\n')),
    colWidths: widths,
    style: { head: terminal.color ? ['bold'] : [], border: terminal.color ? ['gray'] : [], compact: true },
  });
  // cells are cut into lines here: cli-table3 would count the escape codes of a painted cell as its characters
  const paint = terminal.color ? state : String;
  for (const row of cells) drawn.push(row.map((cell, i) => wrapped(cell, (widths[i] ?? 0) - 2, widthOf).map(paint).join('\n')));
  return `${drawn.toString()}\n`;
}

/** No cell is broken within a word up to this long: half an id is of no use to whoever copies it. */
const uuidLength = 36;

/** A text in lines of at most `width` columns, broken at a space where there is one, else anywhere. */
function wrapped(text: string, width: number, widthOf: (text: string) => number): string[] {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    if (line !== '' && widthOf(line + character) > width) {
      const space = line.lastIndexOf(' ');
      const end = space > 0 && character !== ' ' ? space : line.length;
      lines.push(line.slice(0, end));
      line = line.slice(end).trimStart();
    }
    if (line !== '' || character !== ' ') line += character;
  }
  return [...lines, line];
}

/** Widths that fit into `room`: the widest columns give first, none below its least; undefined where that is not enough. */
function fit(wanted: readonly number[], least: readonly number[], room: number): number[] | undefined {
  const widths = [...wanted];
  for (let over = widths.reduce((sum, width) => sum + width, 0) - room; over > 0; over--) {
    const spare = widths.map((width, i) => (width > (least[i] ?? 0) ? width : 0));
    const most = Math.max(...spare);
    if (most === 0) return undefined;
    const widest = spare.indexOf(most);
    widths[widest] = most - 1;
  }
  return widths;
}

/** Each row as `Label: value` lines, rows set apart: for narrow terminals and GLOBUS_CLI_FOLD_TABLES. */
export function foldedRows(labels: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.map((row) => recordText(labels.map((label, i) => [label, row[i] ?? '']))).join('\n');
}

/** How labels and cells are drawn where there is colour. */
export interface Paint {
  readonly label: (text: string) => string;
  readonly state: (cell: string) => string;
}
const unpainted: Paint = { label: (text) => text, state: (cell) => cell };

/** `Label: value` lines; values of several lines are indented under their first. */
export function recordText(pairs: ReadonlyArray<readonly [string, string]>, paint: Paint = unpainted): string {
  const width = pairs.reduce((most, [label]) => Math.max(most, label.length), 0) + 2;
  return pairs
    .map(([label, value]) => {
      const [first = '', ...rest] = value.split('\n');
      const more = rest.map((text) => `\n${' '.repeat(width)}${text}`).join('');
      return `${paint.label(`${label}:`)}${' '.repeat(width - label.length - 1)}${rest.length ? first : paint.state(first)}${more}\n`;
    })
    .join('');
}
