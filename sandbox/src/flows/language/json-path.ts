import { isObject, type Json } from '../../http/body.js';
import { FlowError } from '../flow-error.js';
import { sliced } from './slice.js';

/** One step of a path. Those of the last four kinds may lead to many places. */
type Step =
  | { readonly name: string }
  | { readonly index: number }
  | { readonly all: true }
  /** The value and everything below it. */
  | { readonly deep: true }
  | { readonly slice: readonly (number | undefined)[] }
  | { readonly union: readonly Step[] };

const bareName = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const quotedName = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/y;
const slicing = /(-?\d+)?\s*:\s*(-?\d+)?(?:\s*:\s*(-?\d+)?)?/y;
const wholeNumber = /-?\d+/y;

/** The steps of a path such as `$.files[0]['a name'].*`, `$.files[1:]` or `$..name`; throws `FlowError` on anything else. */
export function parsePath(text: string): Step[] {
  return new PathReader(text).steps();
}

class PathReader {
  private at = 1;

  constructor(private readonly text: string) {}

  steps(): Step[] {
    if (!this.text.startsWith('$'))
      throw new FlowError('States.Runtime', `'${this.text}' is not a JSONPath: it must begin with $`);
    const steps: Step[] = [];
    while (this.at < this.text.length) {
      if (this.take('..')) {
        steps.push({ deep: true });
        if (!this.text.startsWith('[', this.at)) steps.push(this.named());
      } else if (this.take('.')) steps.push(this.named());
      else if (this.take('[')) steps.push(this.bracketed());
      else this.stop();
    }
    return steps;
  }

  private named(): Step {
    if (this.take('*')) return { all: true };
    const [name] = this.match(bareName) ?? this.stop();
    return { name };
  }

  private bracketed(): Step {
    const choices: Step[] = [];
    do {
      this.blanks();
      choices.push(this.choice());
      this.blanks();
    } while (this.take(','));
    if (!this.take(']')) this.stop();
    const [only, ...others] = choices;
    return only !== undefined && others.length === 0 ? only : { union: choices };
  }

  private choice(): Step {
    if (this.take('*')) return { all: true };
    const quoted = this.match(quotedName);
    if (quoted) return { name: (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/g, '$1') };
    const slice = this.match(slicing);
    if (slice) {
      const bounds = slice.slice(1, 4).map((bound: string | undefined) => (bound ? Number(bound) : undefined));
      return bounds[2] === 0 ? this.stop() : { slice: bounds };
    }
    const [index] = this.match(wholeNumber) ?? this.stop();
    return { index: Number(index) };
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text) ?? undefined;
    this.at += match?.[0].length ?? 0;
    return match;
  }

  private take(sign: string): boolean {
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  private blanks(): void {
    while (this.take(' '));
  }

  private stop(): never {
    throw new FlowError(
      'States.Runtime',
      `'${this.text}' is not a JSONPath that can be read at '${this.text.slice(this.at)}'`,
    );
  }
}

const leadsToMany = (step: Step): boolean => 'all' in step || 'deep' in step || 'slice' in step || 'union' in step;

/** What a path leads to, or undefined; a path that may lead to many places always gives a list. */
export function lookUp(text: string, data: unknown, context: Json): unknown {
  const steps = parsePath(text);
  const [first] = steps;
  // `$._context` is about the run, and beside its data
  const inContext = first !== undefined && 'name' in first && first.name === '_context';
  let found: unknown[] = [inContext ? context : data];
  for (const step of inContext ? steps.slice(1) : steps) found = found.flatMap((value) => next(value, step));
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

function next(value: unknown, step: Step): unknown[] {
  if ('union' in step) return step.union.flatMap((each) => next(value, each));
  if ('deep' in step) return [value, ...below(value).flatMap((each) => next(each, step))];
  if ('all' in step) return below(value);
  if ('slice' in step) return Array.isArray(value) ? sliced(value as unknown[], ...step.slice) : [];
  if ('index' in step) return Array.isArray(value) && value.at(step.index) !== undefined ? [value.at(step.index)] : [];
  return isObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [];
}

const below = (value: unknown): unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : isObject(value) ? Object.values(value) : [];
