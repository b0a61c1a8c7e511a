import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../http/body.js';
import { FlowError } from '../flow-error.js';

/** A value of the expression language: JSON. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

/** The longest text that `*` makes. */
const longestText = 1_000_000;

export const wrong = (why: string): FlowError => new FlowError('States.Runtime', why);

/** What counts as true, as in Python: anything but nothing, zero and the empty. */
export function truth(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** `left sign right` for two numbers, and `+` and `*` for texts and lists. */
export function arithmetic(sign: string, left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') return ofNumbers(sign, left, right);
  if (sign === '+' && typeof left === 'string' && typeof right === 'string') return left + right;
  if (sign === '+' && Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  if (sign === '*' && typeof left === 'string' && typeof right === 'number') return repeated(left, right);
  throw wrong(`unsupported operand types for ${sign}: ${typeName(left)} and ${typeName(right)}`);
}

function repeated(text: string, times: number): string {
  if (text.length * times > longestText) throw wrong(`a text of more than ${longestText} characters is too long`);
  return text.repeat(Math.max(0, times) || 0);
}

function ofNumbers(sign: string, left: number, right: number): number {
  if (right === 0 && ['/', '//', '%'].includes(sign)) throw wrong('division by zero');
  switch (sign) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '//':
      return Math.floor(left / right);
    case '%':
      return left - right * Math.floor(left / right);
    default:
      return left ** right;
  }
}

/** Whether the comparison holds; only numbers among themselves and texts among themselves have an order. */
export function compare(sign: string, left: Value, right: Value): boolean {
  if (sign === '==') return isDeepStrictEqual(left, right);
  if (sign === '!=') return !isDeepStrictEqual(left, right);
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) {
    throw wrong(`${sign} is not supported between ${typeName(left)} and ${typeName(right)}`);
  }
  const [a, b] = [left, right as typeof left];
  if (sign === '<') return a < b;
  if (sign === '<=') return a <= b;
  return sign === '>' ? a > b : a >= b;
}

/** `value in whole`. */
export function contains(whole: Value, value: Value): boolean {
  if (typeof whole === 'string' && typeof value === 'string') return whole.includes(value);
  if (Array.isArray(whole)) return whole.some((each) => isDeepStrictEqual(each, value));
  if (isObject(whole)) return typeof value === 'string' && Object.hasOwn(whole, value);
  throw wrong(`${typeName(whole)} holds nothing`);
}

/** `whole.name`, which is `whole["name"]` here. */
export function attribute(whole: Value, name: string): Value {
  if (isObject(whole) && Object.hasOwn(whole, name)) return whole[name] as Value;
  throw wrong(`${typeName(whole)} has no '${name}'`);
}

/** `whole[key]`. */
export function item(whole: Value, key: Value): Value {
  if ((Array.isArray(whole) || typeof whole === 'string') && typeof key === 'number') {
    const found = typeof whole === 'string' ? whole.at(key) : whole.at(key);
    if (found === undefined) throw wrong(`index ${key} is out of range`);
    return found;
  }
  if (typeof key === 'string') return attribute(whole, key);
  throw wrong(`${typeName(whole)} cannot be indexed by ${typeName(key)}`);
}

/** `whole[from:to]`. */
export function slice(whole: Value, from: Value | undefined, to: Value | undefined): Value {
  if (typeof whole !== 'string' && !Array.isArray(whole)) throw wrong(`${typeName(whole)} cannot be sliced`);
  const bound = (value: Value | undefined): number | undefined => {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number') throw wrong('slices need whole numbers');
    return value;
  };
  return whole.slice(bound(from), bound(to));
}

/** The values a comprehension goes over. */
export function iterate(value: Value): Value[] {
  if (Array.isArray(value)) return value;
  if (isObject(value)) return Object.keys(value);
  if (typeof value === 'string') return Array.from(value);
  throw wrong(`${typeName(value)} cannot be iterated over`);
}

/** The key of a dictionary: as in Python, a list or a dictionary cannot be one. */
export function keyText(value: Value): string {
  if (typeof value === 'object' && value !== null) throw wrong(`${typeName(value)} cannot be a key`);
  return String(value);
}

/** The functions of the language, but for `is_present`. */
export const functions: Record<string, (...args: (Value | undefined)[]) => Value> = {
  /** The folder and the last name of a path. */
  pathsplit: (path) => {
    if (typeof path !== 'string') throw wrong('pathsplit() needs a text');
    const cut = path.lastIndexOf('/') + 1;
    const head = path.slice(0, cut);
    return [/^\/*$/.test(head) ? head : head.replace(/\/+$/, ''), path.slice(cut)];
  },
  getattr: (whole, key, fallback) => {
    if (isObject(whole) && typeof key === 'string' && Object.hasOwn(whole, key)) return whole[key] as Value;
    if (fallback === undefined)
      throw wrong(`${typeName(whole ?? null)} has no ${typeof key === 'string' ? `'${key}'` : JSON.stringify(key)}`);
    return fallback;
  },
  len: (value) => iterate(value ?? null).length,
  str: (value) =>
    typeof value === 'string'
      ? value
      : value === null || value === undefined
        ? 'None'
        : value === true
          ? 'True'
          : value === false
            ? 'False'
            : typeof value === 'number'
              ? String(value)
              : JSON.stringify(value),
  int: (value) => {
    const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
    if (Number.isNaN(number)) throw wrong(`int() cannot read ${JSON.stringify(value)}`);
    return Math.trunc(number);
  },
};

function typeName(value: Value): string {
  if (value === null) return 'None';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return { string: 'a text', number: 'a number', boolean: 'a truth value' }[typeof value as 'string'];
}
