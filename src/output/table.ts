import { visible, visibleLines } from '../visible.js';
import type { TimeStyle } from '../time.js';

/** What a terminal can show; undefined stands for a pipe. */
export interface Terminal {
  readonly columns: number;
  readonly color: boolean;
  /** Whether a text can lead to an address (OSC 8), and the addresses of the web app are about what is shown. */
  readonly links?: boolean | undefined;
  /** Everything, ids whole: `-v`. */
  readonly verbose?: boolean | undefined;
  /** How times are written: as people say them unless it says otherwise, and with `-v` to the second. */
  readonly time?: TimeStyle | undefined;
  /** The time that times are told from; without it they are written out. */
  readonly now?: Date | undefined;
  /** A line to run, with the words that the person gave for ids. */
  readonly called?: ((line: string) => string) | undefined;
  /** A sentence, with what the person called things for their ids. */
  readonly named?: ((sentence: string) => string) | undefined;
}

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

/** Each row as `Label: value` lines, rows set apart: for GLOBUS_CLI_FOLD_TABLES. */
export function foldedRows(labels: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.map((row) => recordText(labels.map((label, i) => [label, row[i] ?? '']))).join('\n');
}

/** `Label: value` lines; values of several lines are indented under their first. */
export function recordText(given: ReadonlyArray<readonly [string, string]>): string {
  const pairs = given.map(([label, value]) => [visible(label), visibleLines(value)] as const);
  const width = pairs.reduce((most, [label]) => Math.max(most, label.length), 0) + 2;
  return pairs
    .map(([label, value]) => {
      const [first = '', ...rest] = value.split('\n');
      const more = rest.map((text) => `\n${' '.repeat(width)}${text}`).join('');
      return `${label}:${' '.repeat(width - label.length - 1)}${first}${more}\n`;
    })
    .join('');
}
