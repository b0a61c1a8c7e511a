import { ApiError } from '../../http/api-error.js';
import { isObject, type Json } from '../../http/body.js';

const invalid = (why: string): ApiError => new ApiError(400, 'BadRequest', why);

/** A text of an action's body, under the first of several names; 400 when there is none. */
export function text(body: Json, ...names: string[]): string {
  const value = optionalText(body, ...names);
  if (value === undefined) throw invalid(`'${names[0]}' is required`);
  return value;
}

/** As `text`, but undefined where there is none. */
export function optionalText(body: Json, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = body[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string') throw invalid(`'${name}' must be a text`);
    return value;
  }
  return undefined;
}

/** A number of an action's body, or `fallback`. */
export function number(body: Json, name: string, fallback: number): number {
  const value = body[name] ?? fallback;
  if (typeof value !== 'number' || value < 0) throw invalid(`'${name}' must be a number, 0 or more`);
  return value;
}

/** A list of objects of an action's body, under the first of several names; 400 when it is missing or empty. */
export function objects(body: Json, ...names: string[]): Json[] {
  const value = names.map((name) => body[name]).find((each) => each !== undefined);
  if (!Array.isArray(value) || value.length === 0 || !value.every(isObject))
    throw invalid(`'${names[0]}' must be a list of at least one object`);
  return value;
}

/** The fields of a body but for those named. */
export function without(body: Json, ...names: string[]): Json {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
