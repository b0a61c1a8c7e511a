import { globOf, literal, type Glob } from '../../glob.js';
import { isObject, type Json } from '../../http/body.js';
import { FlowError } from '../flow-error.js';
import { get, lookUp } from './json-path.js';
import { isNumeric, order as orderOf } from './numbers.js';

type Kind = 'String' | 'Numeric' | 'Boolean' | 'Timestamp';
type Order = 'Equals' | 'LessThan' | 'GreaterThan' | 'LessThanEquals' | 'GreaterThanEquals';

const comparison =
  /^(String|Numeric|Boolean|Timestamp)(Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals)(Path)?$/;
const timestamp = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
const checks: Record<string, (value: unknown) => boolean> = {
  IsNull: (value) => value === null,
  IsPresent: (value) => value !== undefined,
  IsNumeric: isNumeric,
  IsString: (value) => typeof value === 'string',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => typeof value === 'string' && timestamp.test(value),
};

/** The keys of a rule that say what it compares; a rule must have exactly one. */
export function operatorsOf(rule: Json): string[] {
  return Object.keys(rule).filter(
    (key) => ['And', 'Or', 'Not', 'StringMatches'].includes(key) || Object.hasOwn(checks, key) || isComparison(key),
  );
}

function isComparison(key: string): boolean {
  const match = comparison.exec(key);
  return match !== null && !(match[1] === 'Boolean' && match[2] !== 'Equals');
}

/** Whether the data satisfy a rule of a Choice state. `FlowError` when a variable it compares is not there. */
export function satisfies(rule: Json, data: unknown, context: Json): boolean {
  if (Array.isArray(rule['And'])) return rule['And'].every((each) => satisfies(each as Json, data, context));
  if (Array.isArray(rule['Or'])) return rule['Or'].some((each) => satisfies(each as Json, data, context));
  if (isObject(rule['Not'])) return !satisfies(rule['Not'], data, context);
  const [operator = ''] = operatorsOf(rule);
  const expected = rule[operator];
  const value = lookUp(String(rule['Variable']), data, context);
  const check = checks[operator];
  if (operator === 'IsPresent') return (value !== undefined) === expected;
  if (value === undefined)
    throw new FlowError('States.Runtime', `there is nothing at '${String(rule['Variable'])}' to choose by`);
  if (check) return check(value) === expected;
  if (operator === 'StringMatches') return typeof value === 'string' && wildcard(String(expected)).test(value);
  const [, kind, order, byPath] = comparison.exec(operator) ?? [];
  return holds(kind as Kind, order as Order, value, byPath ? get(String(expected), data, context) : expected);
}

function holds(kind: Kind, order: Order, left: unknown, right: unknown): boolean {
  if (kind === 'Numeric') return isNumeric(left) && isNumeric(right) && fits(order, orderOf(left, right), 0);
  const [a, b] = [comparable(kind, left), comparable(kind, right)];
  if (a === undefined || b === undefined) return false;
  return fits(order, a, b);
}

function fits<T extends string | number | boolean>(order: Order, a: T, b: T): boolean {
  if (order === 'Equals') return a === b;
  if (order.startsWith('LessThan')) return a < b || (order === 'LessThanEquals' && a === b);
  return a > b || (order === 'GreaterThanEquals' && a === b);
}

function comparable(kind: Exclude<Kind, 'Numeric'>, value: unknown): string | number | boolean | undefined {
  if (kind === 'Timestamp') return typeof value === 'string' && timestamp.test(value) ? Date.parse(value) : undefined;
  const wanted = { String: 'string', Boolean: 'boolean' }[kind];
  return typeof value === wanted ? (value as string) : undefined;
}

function wildcard(pattern: string): Glob {
  const parts = pattern.match(/\\[*\\]|[^]/gu) ?? [];
  return globOf(parts.map((part) => (part === '*' ? '*' : literal(Array.from(part).at(-1) ?? ''))));
}
