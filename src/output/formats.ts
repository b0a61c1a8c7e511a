import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { plain } from './plain.js';

const load = () => createRequire(import.meta.url)('yaml') as typeof Yaml;

/** The document as YAML 1.2. */
export const yamlText = (document: unknown): string => load().stringify(document ?? null);

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
const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
