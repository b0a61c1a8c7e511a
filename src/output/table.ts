import { createRequire } from 'node:module';
import { state } from './paint.js';
import type Table from 'cli-table3';

/** What a terminal can show; undefined stands for a pipe. */
export interface Terminal {
  readonly columns: number;
  readonly color: boolean;
}

// Plain require: loaded when the first table is drawn on a terminal, and never on a pipe.
const load = () => createRequire(import.meta.url)('cli-table3') as typeof Table;

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
  const widths = labels.map((label, i) => rows.reduce((w, row) => Math.max(w, row[i]?.length ?? 0), label.length) + 2);
  const room = terminal.columns - labels.length - 1;
  if (room < labels.length * 8) return foldedRows(labels, rows);
  const CliTable = load();
  const drawn = new CliTable({
    head: [...labels],
    colWidths: fit(widths, room),
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: { head: terminal.color ? ['bold'] : [], border: terminal.color ? ['gray'] : [], compact: true },
  });
  for (const row of rows) drawn.push(row.map((cell) => (terminal.color ? state : String)(oneLine(cell))));
  return `${drawn.toString()}\n`;
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
