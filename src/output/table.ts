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
  const room = terminal.columns - labels.length - 1;
  if (room < labels.length * 8) return foldedRows(labels, rows);
  const { CliTable, widthOf } = load();
  const cells = rows.map((row) => row.map(oneLine));
  const widths = fit(labels.map((label, i) => cells.reduce((w, row) => Math.max(w, widthOf(row[i] ?? '')), widthOf(label)) + 2), room);
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

/** A text in lines of at most `width` columns: ids and paths break anywhere. */
function wrapped(text: string, width: number, widthOf: (text: string) => number): string[] {
  if (widthOf(text) <= width) return [text];
  const lines = [''];
  for (const character of text) {
    const line = lines[lines.length - 1] ?? '';
    if (line !== '' && widthOf(line + character) > width) lines.push(character);
    else lines[lines.length - 1] = line + character;
  }
  return lines;
}

/** Widths that fit into `room`: the widest columns give first, none below 10 while another is wider. */
function fit(wanted: readonly number[], room: number): number[] {
  const widths = [...wanted];
  let over = widths.reduce((sum, width) => sum + width, 0) - room;
  while (over > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    const next = Math.max(...widths.filter((_, i) => i !== widest), 10);
    const give = Math.min(over, Math.max(1, (widths[widest] ?? 0) - next));
    widths[widest] = (widths[widest] ?? 0) - give;
    over -= give;
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
