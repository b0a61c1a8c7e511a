import type { Json } from './json.js';

/**
 * JSON that keeps what was written: numbers with their digits (`9007199254740993`, `1.0`, `1e400`, `-0`) and keys in
 * their order, also those that look like numbers, which objects of JavaScript sort to the front.
 */

interface Writing {
  mark?: string;
}
/**
 * While `stringifyJson` runs: what stands in its text before the digits of an exact number, made for the first of them.
 * Nobody can have written it beforehand.
 */
let writing: Writing | undefined;

/**
 * A number that JavaScript would print in another way than it was written. It calculates and compares as the nearest
 * number of JavaScript, and its text is the one that was written. `typeof` says 'object': ask `isNumber`.
 */
export class ExactNumber extends Number {
  constructor(readonly text: string) {
    super(text);
  }
  override toString(): string {
    return this.text;
  }
  /** For a JSON.stringify that is not ours: the nearest number, since there is no other way to write one. */
  toJSON(): number | string {
    if (!writing) return this.valueOf();
    return `${(writing.mark ??= `${globalThis.crypto.randomUUID()}:`)}${this.text}`;
  }
}

/** Whether a value is a number of JSON, exact or plain: an exact one calculates and compares as plain ones do. */
export const isNumber = (value: unknown): value is number => typeof value === 'number' || value instanceof ExactNumber;

/** Whether a value is an object of JSON: no null, no array, and no exact number. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof ExactNumber);

/** The documents of a list that a service sent; none where it sent no list. */
export const documentsIn = <T>(list: readonly T[] | undefined): readonly T[] =>
  Array.isArray(list) ? list.filter((each: T) => isObject(each)) : [];

/** A JSON document with its numbers as they were written. */
export type ExactJson = null | boolean | number | string | ExactNumber | ExactJson[] | { [key: string]: ExactJson };

/** As JSON.parse, with the same errors; numbers that would change are an ExactNumber, and keys keep their order. */
export function parseJson(text: string): ExactJson {
  const plain = JSON.parse(text) as Json;
  // the cheap question first: it is enough for most documents
  return mayChange(text) && changes(text) ? exactly(text) : plain;
}

/** As JSON.stringify, with every ExactNumber as it was written. `indent` is the number of spaces. */
export function stringifyJson(value: unknown, indent?: number): string {
  const here: Writing = (writing = {});
  try {
    const text = JSON.stringify(value, undefined, indent);
    return here.mark === undefined ? text : text.replace(new RegExp(`"${here.mark}([^"]*)"`, 'g'), '$1');
  } finally {
    writing = undefined;
  }
}

/** The document with every ExactNumber as the nearest number of JavaScript: for whoever asks `typeof`, such as a schema. */
export function withPlainNumbers(value: ExactJson): Json {
  return JSON.parse(stringifyJson(value)) as Json;
}

const [quote, backslash, minus, dot, zero, nine] = [34, 92, 45, 46, 48, 57];
const isDigit = (code: number) => code >= zero && code <= nine;
/** Every decimal of so many digits is printed by JavaScript as it was written, but for zeros at its end. */
const safeDigits = 15;

/** What could be a number or a key that JavaScript changes: all of them are found, and some that only stand in a string. */
const suspect = /[:,[\s{](?:"\d{1,10}"\s*:|-0|-?(?:0\.0|\d[\d.]{15}|\d[\d.]*[eE]|\d+\.\d*0(?!\d)))/;
const mayChange = (text: string) => /^\s*[-\d]/.test(text) || suspect.test(text);

/** Whether JavaScript would change a number or the order of keys. The text is known to be JSON, so only these are looked for. */
function changes(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(text, at);
      if (
        isDigit(text.charCodeAt(at + 1)) &&
        isSorted(text.slice(at + 1, end)) &&
        /^\s*:/.test(text.slice(end + 1, end + 50))
      )
        return true;
      at = end;
    } else if (code === minus || isDigit(code)) {
      const end = endOfNumber(text, at);
      if (isOdd(text, at, end)) return true;
      at = end - 1;
    }
  }
  return false;
}

/** Whether a key is one that objects sort to their front: an index of an array. */
const isSorted = (key: string) => key.length <= 10 && String(Number(key) >>> 0) === key && key !== '4294967295';

/** Where the string that begins at `at` has its closing quote. */
function endOfString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); ; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text.charCodeAt(first - 1) === backslash) first--;
    if ((end - first) % 2 === 0) return end;
  }
}

function endOfNumber(text: string, at: number): number {
  let end = at + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    // digits, dot, sign, e and E: nothing else can follow in a number, and none of them after it
    if (!(isDigit(code) || code === dot || code === 43 || code === minus || (code | 32) === 101)) break;
  }
  return end;
}

/** Whether JavaScript prints a number in another way. */
function isOdd(text: string, at: number, end: number): boolean {
  const isNegative = text.charCodeAt(at) === minus;
  const start = isNegative ? at + 1 : at;
  const last = text.charCodeAt(end - 1);
  // -0, and the exponents that JavaScript writes for what is small
  const isSmall = text.charCodeAt(start) === zero && (isNegative || text.charCodeAt(start + 2) === zero);
  if (end - start <= safeDigits && !isSmall) {
    let isInteger = true;
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      if (isDigit(code)) continue;
      if (code !== dot) return isPrintedOtherwise(text.slice(at, end));
      isInteger = false;
    }
    if (isInteger || last !== zero) return false;
  }
  return isPrintedOtherwise(text.slice(at, end));
}
const isPrintedOtherwise = (number: string) => number === '-0' || String(Number(number)) !== number;

/** An array or an object that is being read. */
type Open =
  | { readonly array: ExactJson[] }
  | { readonly object: Record<string, ExactJson>; readonly keys: Set<string>; key: string };

/** Reads a text that is known to be JSON, however deep it is nested. */
function exactly(text: string): ExactJson {
  const stack: Open[] = [];
  let root: ExactJson = null;
  let isKey = false;
  const put = (value: ExactJson) => {
    const open = stack.at(-1);
    if (!open) root = value;
    else if ('array' in open) open.array.push(value);
    else define(open.object, open.keys, open.key, value);
  };
  for (let at = 0; at < text.length;) {
    const char = text.charAt(at);
    if (char === '"') {
      const end = endOfString(text, at);
      const string = JSON.parse(text.slice(at, end + 1)) as string;
      const open = stack.at(-1);
      if (isKey && open && 'key' in open) open.key = string;
      else put(string);
      isKey = false;
      at = end + 1;
    } else if (char === '-' || isDigit(char.charCodeAt(0))) {
      const end = endOfNumber(text, at);
      put(isOdd(text, at, end) ? new ExactNumber(text.slice(at, end)) : Number(text.slice(at, end)));
      at = end;
    } else if (char === 't' || char === 'f' || char === 'n') {
      put(char === 'n' ? null : char === 't');
      at += char === 'f' ? 5 : 4;
    } else {
      if (char === '[') stack.push({ array: [] });
      if (char === '{') stack.push({ object: {}, keys: new Set(), key: '' });
      if (char === '{' || char === ',') isKey = 'object' in (stack.at(-1) ?? {});
      if (char === ']' || char === '}') {
        const done = stack.pop();
        if (done) put('array' in done ? done.array : inOrder(done.object, done.keys));
      }
      at += 1;
    }
  }
  return root;
}

function define(object: Record<string, ExactJson>, keys: Set<string>, key: string, value: ExactJson): void {
  keys.add(key);
  // assigned, this one name would change what the object inherits
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}

/** The object, or where it would tell its keys in another order than they came, one that tells them in theirs. */
function inOrder(object: Record<string, ExactJson>, keys: Set<string>): Record<string, ExactJson> {
  if (Object.keys(object).every(inOrderOf(keys))) return object;
  return new Proxy(object, {
    ownKeys: (target) => {
      const all = Reflect.ownKeys(target);
      return [...[...keys].filter((key) => Object.hasOwn(target, key)), ...all.filter((key) => !keys.has(String(key)))];
    },
    // a key that is taken away and given again comes last
    deleteProperty: (target, key) => {
      keys.delete(String(key));
      return Reflect.deleteProperty(target, key);
    },
  });
}
const inOrderOf = (keys: Set<string>) => {
  const order = [...keys];
  return (key: string, i: number) => order[i] === key;
};
