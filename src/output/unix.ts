import { isObject } from '../exact-json.js';
import { visible } from '../visible.js';
import { plain } from './plain.js';

type Dict = Record<string, unknown>;
/** Every value is one cell of one line: a tab would begin another. */
const oneCell = (text: string) => visible(text).replaceAll('\t', '\\t');
const cell = (value: unknown) => oneCell(plain(value));
const isScalar = (value: unknown) => !Array.isArray(value) && !isObject(value);

/**
 * Tab-separated lines for awk and cut: the scalars of an object in key order on one line, then its nested
 * objects and lists, each under its key in capitals. Rows of a list have the same columns, empty where a row has none.
 */
export function unix(document: unknown): string {
  const out: string[] = [];
  write(document, undefined, undefined, out);
  return out.length ? `${out.join('\n')}\n` : '';
}

function write(value: unknown, name: string | undefined, columns: readonly string[] | undefined, out: string[]): void {
  if (Array.isArray(value)) writeList(value, name, out);
  else if (isObject(value)) writeDict(value, name, columns, out);
  else out.push(cell(value));
}

function writeDict(dict: Dict, name: string | undefined, columns: readonly string[] | undefined, out: string[]): void {
  const keys = Object.keys(dict).sort();
  const scalars = columns
    ? columns.map((key) => (key in dict ? cell(dict[key]) : ''))
    : keys.filter((key) => isScalar(dict[key])).map((key) => cell(dict[key]));
  if (scalars.length) {
    if (name !== undefined) out.push(oneCell(name.toUpperCase()));
    out.push(scalars.join('\t'));
  }
  for (const key of keys) if (!isScalar(dict[key])) write(dict[key], key, undefined, out);
}

function writeList(items: readonly unknown[], name: string | undefined, out: string[]): void {
  if (!items.length) return;
  if (items.some(isObject)) {
    const rows = items.filter(isObject);
    const keys = new Set(rows.flatMap((row) => Object.keys(row)));
    const columns = [...keys].filter((key) => rows.every((row) => isScalar(row[key] ?? null))).sort();
    for (const item of items) write(item, name, columns, out);
    return;
  }
  const scalars = items.filter(isScalar).map(cell);
  if (scalars.length) {
    if (name === undefined) out.push(scalars.join('\t'));
    else for (const scalar of scalars) out.push(`${oneCell(name.toUpperCase())}\t${scalar}`);
  }
  for (const item of items) if (!isScalar(item)) write(item, name, undefined, out);
}
