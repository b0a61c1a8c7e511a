import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { ExactNumber, isObject } from '../exact-json.js';
import { visible, visibleLines } from '../visible.js';
import { plain } from './plain.js';

const load = () => createRequire(import.meta.url)('yaml') as typeof Yaml;

/** The document as YAML 1.2. Texts that a terminal would act on stand in double quotes, where YAML has escapes for that. */
export function yamlText(source: unknown): string {
  const { Document, Scalar, visit } = load();
  const exact: Yaml.ScalarTag = {
    tag: 'tag:yaml.org,2002:float',
    default: true,
    identify: (value) => value instanceof ExactNumber,
    // what is read here was written by us: the tag only writes
    resolve: (text) => text,
    stringify: ({ value }) => String(value),
  };
  // the library takes a number out of any object that holds one, but for its own
  const kept = (_: unknown, value: unknown) => (value instanceof ExactNumber ? new Scalar(value) : value);
  const document = new Document(source ?? null, kept, { customTags: [exact] });
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && visibleLines(node.value) !== node.value) node.type = 'QUOTE_DOUBLE';
    },
  });
  // folded, or with its line breaks as they are, a long text would begin lines of its own
  return visibleLines(document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Infinity }));
}

/** How rows are written. */
export interface Delimited {
  readonly format: 'csv' | 'tsv';
  /** Cells that a spreadsheet would take for a formula are made text. */
  readonly csvSafe?: boolean | undefined;
}

/** Rows under an optional heading; csv quotes as RFC 4180 says, tsv escapes tab, newline and backslash. */
export function delimited(labels: readonly string[], rows: readonly unknown[], how: Delimited): string {
  const table = labels.length || rows.every(Array.isArray) ? (rows as readonly unknown[][]) : undefined;
  const columns = table ? labels : [...new Set(rows.flatMap((row) => (isObject(row) ? Object.keys(row) : ['value'])))];
  const body = table ?? rows.map((row) => columns.map((key) => (isObject(row) ? row[key] : row)));
  return [...(columns.length ? [columns] : []), ...body].map((row) => delimitedRow(row, how)).join('');
}

/** One line of csv or tsv. */
export function delimitedRow(row: readonly unknown[], { format, csvSafe }: Delimited): string {
  const text = (value: unknown) => (value === null || value === undefined ? '' : plain(value));
  const cell = (value: unknown) => (csvSafe ? withoutFormula(text(value)) : text(value));
  if (format === 'csv') return `${row.map((value) => quoted(visibleLines(cell(value)))).join(',')}\n`;
  return `${row.map((value) => visible(cell(value).replace(/[\\\t\n\r]/g, (c) => escapes.get(c) ?? c))).join('\t')}\n`;
}

/**
 * Spreadsheets calculate what begins so, also after blanks and in the wide forms of East Asian keyboards, and what it calculates may send data elsewhere. An
 * apostrophe makes it text; a number stays one.
 */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|^[\t\r]/u;
const isNumber = (text: string) => /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text);
const withoutFormula = (text: string) => (formula.test(text) && !isNumber(text) ? `'${text}` : text);

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);
const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
