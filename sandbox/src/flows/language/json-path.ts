import { isObject, type Json } from '../../http/body.js';
import { FlowError } from '../flow-error.js';
import { parsePath, type Condition, type Operand, type Step } from './json-path-steps.js';
import { follows, orderAmong, same } from './numbers.js';
import { sliced } from './slice.js';

/** How many values a path is followed through. */
const mostPassed = 10_000_000;

const leadsToMany = (step: Step): boolean =>
  'all' in step || 'deep' in step || 'slice' in step || 'union' in step || 'filter' in step;

/** What a path leads to, or undefined; a path that may lead to many places always gives a list. */
export function lookUp(text: string, data: unknown, context: Json): unknown {
  const steps = parsePath(text);
  const [first] = steps;
  // `$._context` is about the run, and beside its data
  const inContext = first !== undefined && 'name' in first && first.name === '_context';
  const found = new Walk(data).from(inContext ? context : data, inContext ? steps.slice(1) : steps);
  return steps.some(leadsToMany) ? found : found[0];
}

/** As `lookUp`, but nothing there is a `FlowError`. */
export function get(text: string, data: unknown, context: Json): unknown {
  const value = lookUp(text, data, context);
  if (value === undefined)
    throw new FlowError('States.Runtime', `there is nothing at '${text}' in the input of the state`);
  return value;
}

/** The data with `value` at `path`, objects made on the way where there are none; the data given is not changed. */
export function place(path: string, data: unknown, value: unknown): unknown {
  const into = (target: unknown, [step, ...others]: Step[]): unknown => {
    if (step === undefined) return value;
    if ('index' in step) {
      if (!Array.isArray(target) || step.index < 0 || step.index > target.length)
        throw new FlowError('States.ResultPathMatchFailure', `'${path}' fits nothing in the data`);
      const copy = [...(target as unknown[])];
      copy[step.index] = into(copy[step.index], others);
      return copy;
    }
    if (!('name' in step))
      throw new FlowError(
        'States.ResultPathMatchFailure',
        `a ResultPath must name one place, and '${path}' names many`,
      );
    return {
      ...(isObject(target) ? target : {}),
      [step.name]: into(isObject(target) ? target[step.name] : undefined, others),
    };
  };
  return into(data, parsePath(path));
}

/** Goes along paths through data; one that leads past too many values is a `FlowError`. */
class Walk {
  private passed = 0;

  constructor(private readonly data: unknown) {}

  from(start: unknown, steps: readonly Step[]): unknown[] {
    let found = [start];
    for (const step of steps) found = found.flatMap((value) => this.next(value, step));
    return found;
  }

  private next(value: unknown, step: Step): unknown[] {
    if ((this.passed += 1) > mostPassed)
      throw new FlowError('States.Runtime', `a path goes past more than ${mostPassed} values`);
    if ('union' in step) return step.union.flatMap((each) => this.next(value, each));
    if ('deep' in step) return [value, ...below(value).flatMap((each) => this.next(each, step))];
    if ('all' in step) return below(value);
    if ('filter' in step) return below(value).filter((each) => this.holds(step.filter, each));
    if ('slice' in step) return Array.isArray(value) ? sliced(value as unknown[], ...step.slice) : [];
    if ('index' in step)
      return Array.isArray(value) && value.at(step.index) !== undefined ? [value.at(step.index)] : [];
    return isObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [];
  }

  private holds(condition: Condition, value: unknown): boolean {
    if ('or' in condition) return condition.or.some((each) => this.holds(each, value));
    if ('and' in condition) return condition.and.every((each) => this.holds(each, value));
    if ('not' in condition) return !this.holds(condition.not, value);
    const left = this.value(condition.left, value);
    if (condition.operator === undefined || condition.right === undefined) return left !== undefined;
    return compares(condition.operator, left, this.value(condition.right, value));
  }

  /** What an operand stands for; undefined where nothing is there. */
  private value(operand: Operand, value: unknown): unknown {
    if ('literal' in operand) return operand.literal;
    return this.from(operand.from === '@' ? value : this.data, operand.steps)[0];
  }
}

function compares(operator: string, left: unknown, right: unknown): boolean {
  if (operator === '==') return same(left, right);
  if (operator === '!=') return !same(left, right);
  const way = orderAmong(left, right);
  return way !== undefined && follows(operator, way);
}

const below = (value: unknown): unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : isObject(value) ? Object.values(value) : [];
