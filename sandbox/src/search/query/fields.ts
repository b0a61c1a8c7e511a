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
  let found: unknown[] = flat(content);
  for (const key of path) {
    found = found.flatMap((value) => {
      if (typeof value !== 'object' || value === null) return [];
      const object = value as Record<string, unknown>;
      if (key === '*') return Object.values(object).flatMap(flat);
      return Object.hasOwn(object, key) ? flat(object[key]) : [];
    });
  }
  return found;
}

/** The texts, numbers and truth values at a path; where objects are, all within them. */
export function leavesAt(content: unknown, path: FieldPath): (string | number | boolean)[] {
  return valuesAt(content, path).flatMap(leavesOf);
}

/** Every text, number and truth value within a value. */
export function leavesOf(value: unknown): (string | number | boolean)[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (value instanceof ExactNumber) return [value.valueOf()];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leavesOf);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [value] : [];
}

/** The words of a text in small letters. Letters and digits make words; a dot or an apostrophe between them does not end one. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+(?:['’.][\p{L}\p{N}_]+)*/gu) ?? [];
}

function flat(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(flat);
  if (value instanceof ExactNumber) return [value.valueOf()];
  return value === null || value === undefined ? [] : [value];
}
