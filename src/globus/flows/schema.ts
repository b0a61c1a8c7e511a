import { UsageError } from '../../errors.js';
import { isNumber, isObject, parseJson, stringifyJson } from '../../exact-json.js';
import type { Json } from '../../json.js';
import { own } from '../../own.js';

/** The part of JSON Schema that is read here; the rest is left to the check of the whole. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** The types that a value may have; empty where the schema does not say. */
export function typesOf(schema: Schema | undefined): readonly string[] {
  if (!schema) return [];
  if (typeof schema.type === 'string') return [schema.type];
  if (schema.type) return schema.type;
  if (schema.properties) return ['object'];
  return [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap(typesOf);
}

/** The schema of the field at a path; undefined where the schema says nothing of it. */
export const fieldAt = (schema: Schema, path: readonly string[]): Schema | undefined =>
  path.reduce<Schema | undefined>(
    (at, name) => (at?.properties && Object.hasOwn(at.properties, name) ? at.properties[name] : undefined),
    schema,
  );

/** Whether a value names a place on a collection: an object of `id` and `path`. */
export const isCollection = (schema: Schema | undefined): boolean =>
  schema?.format === 'globus-collection' ||
  (schema?.properties !== undefined && Object.keys(schema.properties).sort().join() === 'id,path');

const literal = (raw: string): Json | undefined => {
  try {
    return parseJson(raw) as Json;
  } catch {
    return undefined; // no JSON: the caller says what was expected instead
  }
};

/** What a word means where a value of this schema is wanted. UsageError where it cannot mean any. */
export function valueFor(raw: string, schema: Schema | undefined, name: string): Json {
  const types = typesOf(schema);
  const found = schema?.enum?.find((each) => [each, stringifyJson(each), JSON.stringify(each)].includes(raw));
  if (found !== undefined) return found;
  if (!types.length) return raw;
  if (isCollection(schema)) {
    const [, id, path] = /^([0-9a-f-]{36})(?::(.*))?$/i.exec(raw) ?? [];
    if (id !== undefined) return path === undefined ? { id } : { id, path };
  }
  const value = literal(raw);
  const fits: Readonly<Record<string, boolean>> = {
    integer: isNumber(value) && Number.isInteger(Number(value)),
    number: isNumber(value),
    boolean: typeof value === 'boolean',
    null: value === null,
    object: isObject(value),
    array: Array.isArray(value),
  };
  if (value !== undefined && types.some((type) => own(fits, type))) return value;
  if (types.includes('string')) return raw;
  if (types.includes('array') && !raw.trimStart().startsWith('['))
    return raw === '' ? [] : raw.split(',').map((each) => valueFor(each, schema?.items, name));
  const wanted = isCollection(schema)
    ? 'a collection, as ID:PATH'
    : types
        .map((type) =>
          type === 'array'
            ? 'a list, as a,b,c'
            : type === 'object'
              ? 'an object, as JSON'
              : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`,
        )
        .join(' or ');
  throw new UsageError(`The value of ${name} has to be ${wanted}; '${raw}' is not.`);
}
