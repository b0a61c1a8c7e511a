import { isObject, type Json } from '../../http/body.js';
import { isUuid } from '../../ids.js';
import { invalid } from '../errors.js';

const checks = {
  string: (value: unknown) => typeof value === 'string' && value !== '',
  boolean: (value: unknown) => typeof value === 'boolean',
  strings: isListOf((item) => typeof item === 'string'),
  addresses: isListOf((item) => typeof item === 'string' && URL.canParse(item)),
  objects: isListOf(isObject),
  links: (value: unknown) =>
    value === null ||
    (isObject(value) &&
      [value['privacy_policy'], value['terms_and_conditions']].every(
        (link) => link === undefined || link === null || typeof link === 'string',
      )),
  'nullable uuid': (value: unknown) => value === null || isUuid(value),
  'nullable uuids': (value: unknown) => value === null || isListOf(isUuid)(value),
  'nullable strings': (value: unknown) => value === null || isListOf((item) => typeof item === 'string')(value),
  'nullable integer': (value: unknown) => value === null || Number.isInteger(value),
};

type Kind = keyof typeof checks;

/** What is expected, where its name is no sentence. */
const expected: Partial<Record<Kind, string>> = {
  strings: 'a list of strings',
  addresses: 'a list of URLs',
  objects: 'a list of objects',
  links: "an object of 'privacy_policy' and 'terms_and_conditions'",
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
    if (!checks[kind](value)) throw invalid(`'${name}' must be ${expected[kind] ?? `a ${kind}`}`);
    picked[name] = value;
  }
  return picked as Partial<T>;
}

function isListOf(test: (item: unknown) => boolean): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.every(test);
}
