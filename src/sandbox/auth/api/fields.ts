import { isObject, type Json } from '../../http/body.js';
import { invalid } from '../errors.js';

type Kind = 'string' | 'boolean' | 'number' | 'strings' | 'nullable string' | 'nullable strings' | 'nullable integer' | 'any';

const CHECKS: Record<Kind, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string' && value !== '',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  strings: isStrings,
  'nullable string': (value) => value === null || typeof value === 'string',
  'nullable strings': (value) => value === null || isStrings(value),
  'nullable integer': (value) => value === null || Number.isInteger(value),
  any: () => true,
};

/** The object under `key` in a request body; 400 when there is none. */
export function unwrap(body: Json, key: string): Json {
  const inner = body[key];
  if (!isObject(inner)) throw invalid(`the request body must have an object '${key}'`);
  return inner;
}

/** The known fields of a document that are present, each checked for its kind; unknown fields are left out. */
export function pick<T>(document: Json, kinds: Record<string, Kind>, required: string[] = []): Partial<T> {
  const picked: Json = {};
  for (const name of required) if (document[name] === undefined) throw invalid(`'${name}' is required`);
  for (const [name, kind] of Object.entries(kinds)) {
    const value = document[name];
    if (value === undefined) continue;
    if (!CHECKS[kind](value)) throw invalid(`'${name}' must be ${kind === 'strings' ? 'a list of strings' : `a ${kind}`}`);
    picked[name] = value;
  }
  return picked as Partial<T>;
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
