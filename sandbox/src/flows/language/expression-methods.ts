import { isObject } from '../../http/body.js';
import { fitting, keyText, texts, typeName, wrong, type Value } from './expression-values.js';
import { isNumeric, same } from './numbers.js';

type Method<T> = (target: T, ...args: (Value | undefined)[]) => Value;

/** `target.name(args)`: the methods of Python's texts, lists and dictionaries that change nothing. */
export function callMethod(target: Value, name: string, args: Value[]): Value {
  const methods = typeof target === 'string' ? ofText : Array.isArray(target) ? ofList : isObject(target) ? ofDict : {};
  const method = Object.hasOwn(methods, name) ? (methods as Record<string, Method<Value>>)[name] : undefined;
  if (!method) throw wrong(`${typeName(target)} has no '${name}()'`);
  return method(target, ...args);
}

const ofText: Record<string, Method<string>> = {
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  title: (text) => text.toLowerCase().replace(/\p{L}+/gu, capital),
  capitalize: (text) => capital(text.toLowerCase()),
  strip: (text, signs) => stripped(stripped(text, signs, 'start'), signs, 'end'),
  lstrip: (text, signs) => stripped(text, signs, 'start'),
  rstrip: (text, signs) => stripped(text, signs, 'end'),
  split: (text, by, most) => split(text, by, most),
  rsplit: (text, by, most) =>
    split(reversed(text), by && reversed(text1(by)), most)
      .reverse()
      .map(reversed),
  splitlines: (text) => text.replace(/(\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/),
  partition: (text, by) => {
    const at = text.indexOf(text1(by));
    return at < 0 ? [text, '', ''] : [text.slice(0, at), text1(by), text.slice(at + text1(by).length)];
  },
  rpartition: (text, by) => {
    const at = text.lastIndexOf(text1(by));
    return at < 0 ? ['', '', text] : [text.slice(0, at), text1(by), text.slice(at + text1(by).length)];
  },
  startswith: (text, ends) => list(ends).some((each) => text.startsWith(text1(each))),
  endswith: (text, ends) => list(ends).some((each) => text.endsWith(text1(each))),
  removeprefix: (text, start) => (text.startsWith(text1(start)) ? text.slice(text1(start).length) : text),
  removesuffix: (text, end) =>
    text1(end) !== '' && text.endsWith(text1(end)) ? text.slice(0, -text1(end).length) : text,
  replace: (text, old, now, most) => {
    const parts = cut(text, text1(old), most === undefined ? Infinity : number(most));
    fitting(text.length + (parts.length - 1) * (text1(now).length - text1(old).length));
    return parts.join(text1(now));
  },
  join: (text, items) => {
    const parts = texts(list(items));
    fitting(parts.reduce((sum, each) => sum + each.length + text.length, 0));
    return parts.join(text);
  },
  find: (text, part) => text.indexOf(text1(part)),
  rfind: (text, part) => text.lastIndexOf(text1(part)),
  index: (text, part) => {
    const at = text.indexOf(text1(part));
    if (at < 0) throw wrong(`'${text1(part)}' is not found in the text`);
    return at;
  },
  count: (text, part) => cut(text, text1(part), Infinity).length - 1,
  zfill: (text, width) => {
    fitting(number(width));
    const [, sign = '', digits = ''] = /^([+-]?)([^]*)$/.exec(text) ?? [];
    return sign + digits.padStart(number(width) - sign.length, '0');
  },
  isdigit: (text) => /^\p{Nd}+$/u.test(text),
  isalpha: (text) => /^\p{L}+$/u.test(text),
  isalnum: (text) => /^[\p{L}\p{N}]+$/u.test(text),
};

const ofList: Record<string, Method<Value[]>> = {
  index: (values, value) => {
    const at = values.findIndex((each) => same(each, value));
    if (at < 0) throw wrong(`${JSON.stringify(value)} is not found in the list`);
    return at;
  },
  count: (values, value) => values.filter((each) => same(each, value)).length,
  copy: (values) => [...values],
};

const ofDict: Record<string, Method<Record<string, Value>>> = {
  get: (dict, key, fallback) => {
    const name = keyText(key ?? null);
    return Object.hasOwn(dict, name) ? (dict[name] as Value) : (fallback ?? null);
  },
  keys: (dict) => Object.keys(dict),
  values: (dict) => Object.values(dict),
  items: (dict) => Object.entries(dict),
  copy: (dict) => ({ ...dict }),
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const list = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : [value ?? null]);
const reversed = (text: string): string => Array.from(text).reverse().join('');

function text1(value: Value | undefined): string {
  return texts([value ?? null])[0] ?? '';
}

function number(value: Value | undefined): number {
  if (!isNumeric(value)) throw wrong(`a number is needed, not ${typeName(value ?? null)}`);
  return Number(value);
}

function stripped(text: string, signs: Value | undefined, end: 'start' | 'end'): string {
  if (signs === undefined || signs === null) return end === 'start' ? text.trimStart() : text.trimEnd();
  const unwanted = new Set(text1(signs));
  const kept = Array.from(text);
  while (kept.length > 0 && unwanted.has((end === 'start' ? kept[0] : kept.at(-1)) ?? '')) {
    if (end === 'start') kept.shift();
    else kept.pop();
  }
  return kept.join('');
}

function split(text: string, by: Value | undefined, most: Value | undefined): string[] {
  const times = most === undefined || number(most) < 0 ? Infinity : number(most);
  if (by !== undefined && by !== null) {
    if (text1(by) === '') throw wrong('empty separator');
    return cut(text, text1(by), times);
  }
  const words: string[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const end = words.length < times ? rest.search(/\s/) : -1;
    words.push(end < 0 ? rest.trimEnd() : rest.slice(0, end));
    rest = end < 0 ? '' : rest.slice(end).trimStart();
  }
  return words;
}

/** The parts of a text between `by`, which is cut out at most so many times. */
function cut(text: string, by: string, times: number): string[] {
  const parts = by === '' ? ['', ...Array.from(text), ''] : text.split(by);
  if (parts.length - 1 <= times) return parts;
  return [...parts.slice(0, times), parts.slice(times).join(by)];
}
