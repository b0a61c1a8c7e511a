import { ExactNumber } from '../../exact-json.js';

/** A place in the content of entries: the keys from the top down. */
export type FieldPath = string[];

/** Reads `a.b.c`; a backslash before a dot makes it part of a key. */
export function fieldPath(name: string): FieldPath {
  const path: string[] = [];
  let key = '';
  for (let at = 0; at < name.length; at += 1) {
    const char = name.charAt(at);
    if (char === '\\' && at + 1 < name.length) {
      at += 1;
      key += name.charAt(at);
    } else if (char === '.') {
      path.push(key);
      key = '';
    } else key += char;
  }
  return [...path, key];
}

/** All values at a path, through lists on the way and at the end; null is no value. A key `*` is any key. */
export function valuesAt(content: unknown, path: FieldPath): unknown[] {
  const found: unknown[] = [];
  gatherAt(content, path, 0, found);
  return found;
}

// Searches ask this of every entry: loops, since lists of lists would take three times as long.
function gatherAt(value: unknown, path: FieldPath, depth: number, found: unknown[]): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) gatherAt(item, path, depth, found);
    return;
  }
  const key = path[depth];
  if (key === undefined) {
    found.push(value instanceof ExactNumber ? value.valueOf() : value);
    return;
  }
  if (typeof value !== 'object' || value instanceof ExactNumber) return;
  const object = value as Record<string, unknown>;
  if (key === '*') for (const each of Object.values(object)) gatherAt(each, path, depth + 1, found);
  else if (Object.hasOwn(object, key)) gatherAt(object[key], path, depth + 1, found);
}

type Leaf = string | number | boolean;

/** The texts, numbers and truth values at a path; where objects are, all within them. */
export const leavesAt = (content: unknown, path: FieldPath): Leaf[] => leavesOf(valuesAt(content, path));

/** Every text, number and truth value within a value. */
export function leavesOf(value: unknown): Leaf[] {
  const found: Leaf[] = [];
  gather(value, found);
  return found;
}

function gather(value: unknown, found: Leaf[]): void {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') found.push(value);
  else if (value instanceof ExactNumber) found.push(value.valueOf());
  else if (typeof value === 'object' && value !== null)
    for (const each of Array.isArray(value) ? (value as unknown[]) : Object.values(value)) gather(each, found);
}

/** The words of a text in small letters. Letters and digits make words; a dot or an apostrophe between them does not end one. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(beyondAscii.test(text) ? wordOfAny : wordOfAscii) ?? [];
}

const beyondAscii = /[^\0-\x7f]/;
const wordOfAny = /[\p{L}\p{N}_]+(?:['’.][\p{L}\p{N}_]+)*/gu;
/** The same for most texts, and three times as fast. */
const wordOfAscii = /[a-z0-9_]+(?:['.][a-z0-9_]+)*/g;
