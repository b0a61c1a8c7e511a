import { ApiError } from '../../http/api-error.js';
import { isObject, type Json } from '../../http/body.js';
import { missing, type Messages } from '../errors.js';
import type { Entry, GeoType } from '../state.js';
import { fieldPath, leavesAt, valuesAt } from './fields.js';
import { boxOf, intersects, isWithin, pointOf, shapeOf, type Shape } from './geo.js';
import { wildcardOf } from './matcher.js';
import { sameValue, within, type Bounds } from './values.js';

/** Whether an entry passes. */
export type Test = (entry: Entry) => boolean;

type Path = (string | number)[];

interface Reading {
  readonly messages: Messages;
  /** What the index's fields are mapped to: places can be asked only of fields that hold places. */
  readonly mapping: Record<string, GeoType>;
}

const never: Test = () => false;
const bounds = ['from', 'to', 'gte', 'gt', 'lte', 'lt'];

/** The types of filters, with what reads one of them. */
const types: Record<string, (filter: Json, path: Path, reading: Reading) => Test> = {
  match_all: (filter, path, { messages }) => {
    const field = fieldOf(filter, path, messages);
    const values = listOf(filter, 'values', path, messages);
    return ({ content }) => {
      const own = leavesAt(content, field);
      return values.every((wanted) => own.some((value) => sameValue(value, wanted)));
    };
  },
  match_any: (filter, path, { messages }) => {
    const field = fieldOf(filter, path, messages);
    const values = listOf(filter, 'values', path, messages);
    return ({ content }) => leavesAt(content, field).some((value) => values.some((wanted) => sameValue(value, wanted)));
  },
  range: (filter, path, { messages }) => {
    const field = fieldOf(filter, path, messages);
    const ranges = listOf(filter, 'values', path, messages).map((range, index) =>
      boundsOf(range, [...path, 'values', index], messages),
    );
    return ({ content }) => leavesAt(content, field).some((value) => ranges.some((bounds) => within(value, bounds)));
  },
  exists: (filter, path, { messages }) => {
    const field = fieldOf(filter, path, messages);
    return ({ content }) => valuesAt(content, field).length > 0;
  },
  like: (filter, path, { messages }) => {
    const field = fieldOf(filter, path, messages);
    const value = filter['value'];
    if (typeof value !== 'string')
      messages.add([...path, 'value'], value === undefined ? missing : 'Not a valid string.');
    const pattern = wildcardOf(String(value).toLowerCase());
    return ({ content }) => leavesAt(content, field).some((own) => pattern.test(String(own).toLowerCase()));
  },
  geo_bounding_box: (filter, path, reading) => {
    const corner = (name: string) => {
      const point = isObject(filter[name]) ? pointOf(filter[name]) : undefined;
      if (!point)
        reading.messages.add([...path, name], filter[name] === undefined ? missing : 'Not a valid coordinate.');
      return point ?? [0, 0];
    };
    const box = boxOf(corner('top_left'), corner('bottom_right'));
    return geoTest(filter, path, reading, (shape) => intersects(shape, box));
  },
  geo_shape: (filter, path, reading) => {
    const { shape, relation = 'intersects' } = filter;
    const wanted = isObject(shape) && shape['type'] === 'Polygon' ? shapeOf(shape) : undefined;
    if (!wanted) reading.messages.add([...path, 'shape'], shape === undefined ? missing : 'Not a valid Polygon.');
    if (relation !== 'intersects' && relation !== 'within')
      reading.messages.add([...path, 'relation'], 'Must be one of: intersects, within.');
    return geoTest(
      filter,
      path,
      reading,
      (own) => wanted !== undefined && (relation === 'within' ? isWithin(own, wanted) : intersects(own, wanted)),
    );
  },
  not: (filter, path, reading) => {
    const test = readFilter(filter['filter'], [...path, 'filter'], reading);
    return (entry) => !test(entry);
  },
  and: (filter, path, reading) => {
    const tests = readFilters(filter['filters'] ?? null, [...path, 'filters'], reading);
    return (entry) => tests.every(({ test }) => test(entry));
  },
  or: (filter, path, reading) => {
    const tests = readFilters(filter['filters'] ?? null, [...path, 'filters'], reading);
    return (entry) => tests.some(({ test }) => test(entry));
  },
};

/** The tests of a list of filters, each with its document. What is wrong is noted in the messages. */
export function readFilters(filters: unknown, path: Path, reading: Reading): { document: Json; test: Test }[] {
  if (filters === undefined) return [];
  if (!Array.isArray(filters)) {
    reading.messages.add(path, 'Not a valid list.');
    return [];
  }
  return filters.map((filter: unknown, index) => ({
    document: isObject(filter) ? filter : {},
    test: readFilter(filter, [...path, index], reading),
  }));
}

function readFilter(filter: unknown, path: Path, reading: Reading): Test {
  if (!isObject(filter)) {
    reading.messages.add(path, filter === undefined ? missing : 'Invalid input type.');
    return never;
  }
  const type = filter['type'];
  const read = typeof type === 'string' && Object.hasOwn(types, type) ? types[type] : undefined;
  if (read) return read(filter, path, reading);
  reading.messages.add(
    [...path, 'type'],
    type === undefined ? missing : `Must be one of: ${Object.keys(types).join(', ')}.`,
  );
  return never;
}

/** The path that `field_name` names; noted when it is not there. */
export function fieldOf(document: Json, path: Path, messages: Messages): string[] {
  const name = document['field_name'];
  if (typeof name === 'string' && name !== '') return fieldPath(name);
  messages.add([...path, 'field_name'], name === undefined ? missing : 'Not a valid string.');
  return [];
}

function listOf(document: Json, name: string, path: Path, messages: Messages): unknown[] {
  const list = document[name];
  if (Array.isArray(list)) return list;
  messages.add([...path, name], list === undefined ? missing : 'Not a valid list.');
  return [];
}

function boundsOf(range: unknown, path: Path, messages: Messages): Bounds {
  if (!isObject(range) || !bounds.some((name) => range[name] !== undefined)) {
    messages.add(path, `A range needs at least one of ${bounds.join(', ')}.`);
    return {};
  }
  const bound = (...names: string[]) =>
    names.map((name) => range[name]).find((value) => value !== undefined && value !== null && value !== '*');
  return { gte: bound('gte', 'from'), lte: bound('lte', 'to'), gt: bound('gt'), lt: bound('lt') };
}

function geoTest(filter: Json, path: Path, { messages, mapping }: Reading, fits: (shape: Shape) => boolean): Test {
  const field = fieldOf(filter, path, messages);
  const name = String(filter['field_name']);
  if (field.length > 0 && !Object.hasOwn(mapping, name)) {
    throw new ApiError(
      400,
      'BadRequest.IncompatibleFieldType',
      `The field '${name}' holds no places: no ingest declared it in its field_mapping`,
    );
  }
  // A place written as [longitude, latitude] is a list, which is not to be taken apart.
  const holder = field.slice(0, -1);
  const last = field.at(-1) ?? '';
  return ({ content }) =>
    valuesAt(content, holder).some((object) => {
      const value = isObject(object) ? object[last] : undefined;
      const candidates = shapeOf(value) ? [value] : Array.isArray(value) ? (value as unknown[]) : [];
      return candidates.some((candidate) => {
        const shape = shapeOf(candidate);
        return shape !== undefined && fits(shape);
      });
    });
}
