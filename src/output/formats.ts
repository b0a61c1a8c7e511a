import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { ExactNumber, isObject } from '../exact-json.js';
import { plain } from './plain.js';

const load = () => createRequire(import.meta.url)('yaml') as typeof Yaml;

/** The document as YAML 1.2. */
export function yamlText(document: unknown): string {
  const { Scalar, stringify } = load();
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
  return stringify(document ?? null, kept, { customTags: [exact] });
}

/** Rows under an optional heading; csv quotes as RFC 4180 says, tsv escapes tab, newline and backslash. */
export function delimited(labels: readonly string[], rows: readonly unknown[], format: 'csv' | 'tsv'): string {
  const table = labels.length || rows.every(Array.isArray) ? (rows as readonly unknown[][]) : undefined;
  const columns = table ? labels : [...new Set(rows.flatMap((row) => (isObject(row) ? Object.keys(row) : ['value'])))];
  const body = table ?? rows.map((row) => columns.map((key) => (isObject(row) ? row[key] : row)));
  return [...(columns.length ? [columns] : []), ...body].map((row) => delimitedRow(row, format)).join('');
}

/** One line of csv or tsv. */
export function delimitedRow(row: readonly unknown[], format: 'csv' | 'tsv'): string {
  const cell = (value: unknown) => (value === null || value === undefined ? '' : plain(value));
  if (format === 'csv') return `${row.map((value) => quoted(cell(value))).join(',')}\n`;
  return `${row.map((value) => cell(value).replace(/[\\\t\n\r]/g, (c) => escapes[c] ?? c)).join('\t')}\n`;
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
