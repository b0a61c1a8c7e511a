import { isObject } from '../../http/body.js';
import { FlowError } from '../flow-error.js';
import {
  calculated,
  floated,
  follows,
  isNumeric,
  negated,
  numberOfText,
  orderAmong,
  same,
  truncated,
  type Numeric,
} from './numbers.js';
import { sliced } from './slice.js';

/** A value of the expression language: JSON. */
export type Value = null | boolean | Numeric | string | Value[] | { [key: string]: Value };

/** The longest text or list that an expression makes. */
const longest = 1_000_000;

export const wrong = (why: string): FlowError => new FlowError('States.Runtime', why);

/** What counts as true, as in Python: anything but nothing, zero and the empty. */
export function truth(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return isNumeric(value) ? Number(value) !== 0 : Boolean(value);
}

/** `left sign right` for two numbers, and `+` and `*` for texts and lists. */
export function arithmetic(sign: string, left: Value, right: Value): Value {
  if (isNumeric(left) && isNumeric(right)) return calculated(sign, left, right);
  if (sign === '+' && typeof left === 'string' && typeof right === 'string') return left + right;
  if (sign === '+' && Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  if (sign === '*' && isNumeric(right) && isSequence(left)) return repeated(left, Number(right));
  if (sign === '*' && isNumeric(left) && isSequence(right)) return repeated(right, Number(left));
  throw wrong(`unsupported operand types for ${sign}: ${typeName(left)} and ${typeName(right)}`);
}

/** `-value` or `+value`. */
export function signed(sign: string, value: Value): Value {
  if (!isNumeric(value)) throw wrong(`${sign} is not supported for ${typeName(value)}`);
  return sign === '-' ? negated(value) : value;
}

const isSequence = (value: Value): value is string | Value[] => typeof value === 'string' || Array.isArray(value);

function repeated(whole: string | Value[], times: number): Value {
  fitting(whole.length * times);
  const wanted = Math.max(0, times) || 0;
  return typeof whole === 'string' ? whole.repeat(wanted) : Array.from({ length: wanted }, () => whole).flat(1);
}

/** Refuses to make a text or a list of so many characters or values when they are too many. */
export function fitting(length: number): void {
  if (length > longest) throw wrong(`a text of more than ${longest} characters is too long, and so is such a list`);
}

/** The values, which must be texts. */
export function texts(values: readonly Value[]): string[] {
  return values.map((value) => {
    if (typeof value !== 'string') throw wrong(`texts are needed here, not ${typeName(value)}`);
    return value;
  });
}

/** Whether the comparison holds; only numbers among themselves and texts among themselves have an order. */
export function compare(sign: string, left: Value, right: Value): boolean {
  if (sign === '==') return same(left, right);
  if (sign === '!=') return !same(left, right);
  const way = orderAmong(left, right);
  if (way === undefined) throw wrong(`${sign} is not supported between ${typeName(left)} and ${typeName(right)}`);
  return follows(sign, way);
}

/** `value in whole`. */
export function contains(whole: Value, value: Value): boolean {
  if (typeof whole === 'string' && typeof value === 'string') return whole.includes(value);
  if (Array.isArray(whole)) return whole.some((each) => same(each, value));
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
  if ((Array.isArray(whole) || typeof whole === 'string') && isNumeric(key)) {
    const found = typeof whole === 'string' ? whole.at(Number(key)) : whole.at(Number(key));
    if (found === undefined) throw wrong(`index ${String(key)} is out of range`);
    return found;
  }
  if (typeof key === 'string') return attribute(whole, key);
  throw wrong(`${typeName(whole)} cannot be indexed by ${typeName(key)}`);
}

/** `whole[from:to:step]`. */
export function slice(whole: Value, ...bounds: (Value | undefined)[]): Value {
  if (!isSequence(whole)) throw wrong(`${typeName(whole)} cannot be sliced`);
  const [from, to, step] = bounds.map((value) => {
    if (value === undefined || value === null) return undefined;
    if (!isNumeric(value) || !Number.isInteger(Number(value))) throw wrong('slices need whole numbers');
    return Number(value);
  });
  if (step === 0) throw wrong('slice step cannot be zero');
  return typeof whole === 'string' ? sliced(Array.from(whole), from, to, step).join('') : sliced(whole, from, to, step);
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
  if (typeof value === 'object' && value !== null && !isNumeric(value))
    throw wrong(`${typeName(value)} cannot be a key`);
  return String(value);
}

/** The functions of the language, but for `is_present` and `getattr`, which look at what may not be there. */
export const functions: Record<string, (...args: (Value | undefined)[]) => Value> = {
  /** The folder and the last name of a path; the home directory, `/~/`, is never split. */
  pathsplit: (path) => {
    if (typeof path !== 'string') throw wrong('pathsplit() needs a text');
    const cut = path.lastIndexOf('/') + 1;
    const head = path.slice(0, cut);
    return [/^\/*$|^\/~\/$/.test(head) ? head : head.replace(/(?<!\/)\/+$/, ''), path.slice(cut)];
  },
  len: (value) => iterate(value ?? null).length,
  str: (value) => (typeof value === 'string' ? value : written(value ?? null)),
  int: (value) => truncated(numberOf('int', value)),
  float: (value) => floated(numberOf('float', value)),
};

/** A value as Python writes it. */
function written(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
    return quote + JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replaceAll(quote, `\\${quote}`) + quote;
  }
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([key, each]) => `${written(key)}: ${written(each)}`)
      .join(', ')}}`;
  return String(value);
}

function numberOf(name: string, value: Value | undefined): Numeric {
  const number = typeof value === 'boolean' ? Number(value) : typeof value === 'string' ? numberOfText(value) : value;
  if (!isNumeric(number)) throw wrong(`${name}() cannot read ${JSON.stringify(value)}`);
  return number;
}

/** What kind of value it is, in a few words, for messages. */
export function typeName(value: Value): string {
  if (value === null) return 'None';
  if (Array.isArray(value)) return 'a list';
  if (isNumeric(value)) return 'a number';
  if (typeof value === 'object') return 'an object';
  return { string: 'a text', boolean: 'a truth value' }[typeof value as 'string'];
}
