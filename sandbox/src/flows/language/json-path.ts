import { isObject, type Json } from '../../http/body.js';
import { FlowError } from '../flow-error.js';

type Step = { name: string } | { index: number } | { all: true };

/** The steps of a path such as `$.files[0]['a name'].*`; throws `FlowError` on anything else. */
export function parsePath(text: string): Step[] {
  const steps: Step[] = [];
  if (!text.startsWith('$'))
    throw new FlowError('States.ParameterPathFailure', `'${text}' is not a JSONPath: it must begin with $`);
  let rest = text.slice(1);
  while (rest !== '') {
    const match = /^(?:\.([A-Za-z_][\w-]*|\*)|\[(\d+|-\d+|\*)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\])/.exec(
      rest,
    );
    if (!match)
      throw new FlowError('States.ParameterPathFailure', `'${text}' is not a JSONPath that can be read at '${rest}'`);
    const [whole, name, index, single, double] = match;
    const quoted = single ?? double;
    if (name === '*' || index === '*') steps.push({ all: true });
    else if (index !== undefined) steps.push({ index: Number(index) });
    else steps.push({ name: quoted === undefined ? (name ?? '') : quoted.replace(/\\(.)/g, '$1') });
    rest = rest.slice(whole.length);
  }
  return steps;
}

/** What a path leads to, or undefined; a path with `*` always leads to a list. */
export function lookUp(text: string, data: unknown, context: Json): unknown {
  const steps = parsePath(text);
  const [first] = steps;
  const many = steps.some((step) => 'all' in step);
  // `$._context` is about the run, and beside its data
  const inContext = first !== undefined && 'name' in first && first.name === '_context';
  let found: unknown[] = [inContext ? context : data];
  for (const step of inContext ? steps.slice(1) : steps) found = found.flatMap((value) => next(value, step));
  return many ? found : found[0];
}

/** As `lookUp`, but nothing there is a `FlowError`. */
export function get(text: string, data: unknown, context: Json): unknown {
  const value = lookUp(text, data, context);
  if (value === undefined)
    throw new FlowError('States.ParameterPathFailure', `there is nothing at '${text}' in the input of the state`);
  return value;
}

/** The data with `value` at `path`, objects made on the way where there are none; the data given is not changed. */
export function place(path: string, data: unknown, value: unknown): unknown {
  const into = (target: unknown, [step, ...others]: Step[]): unknown => {
    if (step === undefined) return value;
    if ('all' in step)
      throw new FlowError(
        'States.ResultPathMatchFailure',
        `a ResultPath must name one place, and '${path}' names many`,
      );
    if ('index' in step) {
      if (!Array.isArray(target) || step.index < 0 || step.index > target.length)
        throw new FlowError('States.ResultPathMatchFailure', `'${path}' fits nothing in the data`);
      const copy = [...(target as unknown[])];
      copy[step.index] = into(copy[step.index], others);
      return copy;
    }
    return {
      ...(isObject(target) ? target : {}),
      [step.name]: into(isObject(target) ? target[step.name] : undefined, others),
    };
  };
  return into(data, parsePath(path));
}

function next(value: unknown, step: Step): unknown[] {
  if ('all' in step) return Array.isArray(value) ? (value as unknown[]) : isObject(value) ? Object.values(value) : [];
  if ('index' in step) return Array.isArray(value) && value.at(step.index) !== undefined ? [value.at(step.index)] : [];
  return isObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [];
}
