import { ExactNumber, exactly } from '../../exact-json.js';
import { FlowError } from '../flow-error.js';

/** A number of a flow: one that nobody calculates with keeps the digits it came with. */
export type Numeric = number | ExactNumber;

/** The longest whole number, in digits: as Python has it for what is written. */
const mostDigits = 4300;

export const isNumeric = (value: unknown): value is Numeric =>
  typeof value === 'number' || value instanceof ExactNumber;

/** The number that a numeral in the text of an expression stands for. */
export function numeral(text: string): Numeric {
  if (/^\d+$/.test(text)) return whole(BigInt(text));
  return /^(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? exactly(text) : float(Number(text));
}

/** `left sign right` as Python calculates: whole numbers of any length, otherwise floats. Throws `FlowError` without a result. */
export function calculated(sign: string, left: Numeric, right: Numeric): Numeric {
  if (Number(right) === 0 && ['/', '//', '%'].includes(sign)) throw wrong('division by zero');
  const [a, b] = [wholeIn(left), wholeIn(right)];
  if (a === undefined || b === undefined || sign === '/' || (sign === '**' && b < 0n))
    return float(ofFloats(sign, Number(left), Number(right)));
  return whole(ofWholes(sign, a, b));
}

/** `-value`, with its digits. */
export function negated(value: Numeric): Numeric {
  const n = wholeIn(value);
  if (n !== undefined) return whole(-n);
  const text = String(value);
  return exactly(text.startsWith('-') ? text.slice(1) : `-${text}`);
}

/** Below 0, 0 or above, as `left` is below, equal to or above `right`: whole numbers exactly, others as the nearest floats. */
export function order(left: Numeric, right: Numeric): number {
  const [a, b] = [wholeIn(left), wholeIn(right)];
  if (a !== undefined && b !== undefined) return a === b ? 0 : a < b ? -1 : 1;
  const [x, y] = [Number(left), Number(right)];
  if (a !== undefined && Math.abs(x) > Number.MAX_SAFE_INTEGER && Number.isFinite(y))
    return order(left, whole(BigInt(Math.trunc(y))));
  return b === undefined || Math.abs(y) <= Number.MAX_SAFE_INTEGER
    ? x - y || (x === y ? 0 : x < y ? -1 : 1)
    : -order(right, left);
}

/** The like for numbers among themselves and texts among themselves; nothing else has an order. */
export function orderAmong(left: unknown, right: unknown): number | undefined {
  if (isNumeric(left) && isNumeric(right)) return order(left, right);
  if (typeof left !== 'string' || typeof right !== 'string') return undefined;
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Whether `<`, `<=`, `>` or `>=` is true of what stands in this order. */
export function follows(sign: string, way: number): boolean {
  return way === 0 ? sign.endsWith('=') : sign.startsWith('<') === way < 0;
}

/** A number without what stands after its point. */
export const truncated = (value: Numeric): Numeric => {
  if (wholeIn(value) !== undefined) return value;
  const number = Math.trunc(Number(value));
  if (!Number.isFinite(number)) throw wrong(`${String(value)} has no whole number`);
  return whole(BigInt(number));
};

/** A number as a float, which is written with a point. */
export const floated = (value: Numeric): Numeric => (wholeIn(value) === undefined ? value : float(Number(value)));

/** The number of a text, or undefined. */
export function numberOfText(text: string): Numeric | undefined {
  const trimmed = text.trim();
  if (/^[+-]?\d+$/.test(trimmed)) return whole(BigInt(trimmed.replace(/^\+/, '')));
  const number = trimmed === '' ? NaN : Number(trimmed);
  return Number.isNaN(number) ? undefined : number;
}

/** Whether two values are the same, by their numbers and not by how those are written. */
export function same(left: unknown, right: unknown): boolean {
  if (isNumeric(left) || isNumeric(right)) return isNumeric(left) && isNumeric(right) && order(left, right) === 0;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(
      (key) =>
        Object.hasOwn(right, key) &&
        same((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]),
    )
  );
}

const wrong = (why: string): FlowError => new FlowError('States.Runtime', why);

/** A whole number, which is written without point and exponent; undefined for a float. */
function wholeIn(value: Numeric): bigint | undefined {
  const text = String(value);
  return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
}

function whole(value: bigint): Numeric {
  const text = String(value);
  if (text.length > mostDigits) throw wrong(`a number of more than ${mostDigits} digits is too long`);
  return exactly(text);
}

function float(value: number): Numeric {
  if (!Number.isFinite(value)) throw wrong('the result is no number, or too large for a float');
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /^-?\d+$/.test(text) ? new ExactNumber(`${text}.0`) : value;
}

function ofWholes(sign: string, a: bigint, b: bigint): bigint {
  switch (sign) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '//':
      return (a - modulo(a, b)) / b;
    case '%':
      return modulo(a, b);
    default:
      if (Number(b) * Math.log10(Math.abs(Number(a))) > mostDigits)
        throw wrong(`a number of more than ${mostDigits} digits is too long`);
      return a ** b;
  }
}

/** What is left of `a`, with the sign of `b`. */
const modulo = (a: bigint, b: bigint): bigint => ((a % b) + b) % b;

function ofFloats(sign: string, a: number, b: number): number {
  switch (sign) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '//':
      return Math.floor(a / b);
    case '%':
      return a - b * Math.floor(a / b);
    default:
      return a ** b;
  }
}
