import { isObject, type Json } from '../../http/body.js';
import { checkExpression, evaluate } from './expression.js';
import { parsePath } from './json-path-steps.js';
import { get } from './json-path.js';
import { FlowError } from '../flow-error.js';

const privateParameters = '__Private_Parameters';

/** Parameters with their values filled in: keys that end in `.$` hold a path, those that end in `.=` an expression. */
export function fillIn(parameters: unknown, data: unknown, context: Json): unknown {
  if (Array.isArray(parameters)) return parameters.map((each) => fillIn(each, data, context));
  if (!isObject(parameters)) return parameters;
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([key]) => key !== privateParameters)
      .map(([key, value]): [string, unknown] => {
        if (key.endsWith('.$')) return [key.slice(0, -2), get(String(value), data, context)];
        if (key.endsWith('.=')) return [key.slice(0, -2), evaluate(String(value), data, context)];
        return [key, fillIn(value, data, context)];
      }),
  );
}

/** What is wrong with parameters that can be seen before they are filled in: the place, and why. */
export function checkParameters(
  parameters: unknown,
  place: (string | number)[],
): { loc: (string | number)[]; msg: string }[] {
  if (Array.isArray(parameters)) return parameters.flatMap((each, index) => checkParameters(each, [...place, index]));
  if (!isObject(parameters)) return [];
  return Object.entries(parameters).flatMap(([key, value]) => {
    const loc = [...place, key];
    if (!key.endsWith('.$') && !key.endsWith('.=')) return key === privateParameters ? [] : checkParameters(value, loc);
    if (typeof value !== 'string') return [{ loc, msg: `the value of '${key}' must be a text` }];
    try {
      if (key.endsWith('.$')) parsePath(value);
      else checkExpression(value);
      return [];
    } catch (error) {
      if (!(error instanceof FlowError)) throw error;
      return [{ loc, msg: error.message }];
    }
  });
}

/** The values with the private ones blotted out, for the log: those that the parameters name, and those whose names say so. */
export function redacted(values: unknown, parameters: unknown): unknown {
  const named =
    isObject(parameters) && Array.isArray(parameters[privateParameters])
      ? (parameters[privateParameters] as unknown[]).map((name) => String(name).replace(/\.[$=]$/, ''))
      : [];
  const blot = (value: unknown, top: boolean): unknown => {
    if (Array.isArray(value)) return value.map((each) => blot(each, false));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]): [string, unknown] =>
        key.startsWith('_private') || (top && named.includes(key)) ? [key, '********'] : [key, blot(inner, false)],
      ),
    );
  };
  return blot(values, true);
}
