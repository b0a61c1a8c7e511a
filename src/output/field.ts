import { isObject } from '../exact-json.js';
import { localStamp, momentOf } from '../time.js';
import { valueText } from './people.js';
import { plain, sortedJson } from './plain.js';
import {
  type Field,
  type LookupKind,
  type PageKind,
  type Path,
  type Telling,
  type ValueKind,
  valueAt,
} from './view.js';

type At<T> = Path<T> | ((row: T) => unknown);
const getter = <T>(at: At<T>): ((row: T) => unknown) => (typeof at === 'function' ? at : (row: T) => valueAt(row, at));

/** `2022-04-05 16:27:48` in the local time zone; None when there is no date. */
export function localTime(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'None';
  const text = plain(value);
  const parsed = new Date(momentOf(text));
  return Number.isNaN(parsed.getTime()) ? text : localStamp(parsed);
}

/** A point in time, shown to the second in the local time zone. */
export const date = <T>(at: At<T>): Field<T> => ({ get: getter(at), format: localTime, kind: 'time' });

/** True or False, also where the service left the key out. */
export const bool = <T>(at: At<T>): Field<T> => ({
  get: getter(at),
  format: (value) => (value ? 'True' : 'False'),
  kind: 'truth',
});

/** The members of an array, joined; None where there is no array. */
export const list = <T>(at: At<T>, separator = ', '): Field<T> => ({
  get: getter(at),
  format: (value) => (Array.isArray(value) ? value.map(plain).join(separator) : plain(value)),
});

/** The members of an array of objects, each as `format` says, joined; what is no object or no array reads as it is. */
export const listOf = <T, Item extends object>(
  at: At<T>,
  format: (item: Item) => string,
  separator = ', ',
): Field<T> => ({
  get: getter(at),
  format: (value) =>
    Array.isArray(value)
      ? value.map((each) => (isObject(each) ? format(each as Item) : plain(each))).join(separator)
      : plain(value),
});

/** The members of an array of texts in alphabetical order, joined by commas; None where there is no array. */
export const sortedList = <T>(at: At<T>): Field<T> => ({
  get: getter(at),
  format: (value) => (Array.isArray(value) ? value.map(plain).sort().join(',') : plain(value)),
  told: (value, telling) => valueText(Array.isArray(value) ? value.map(plain).sort() : value, telling),
});

/** A text as it stands between quotes: single ones, unless only double ones leave it alone. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
}

/** The members of an array of texts, each in quotes: `['a', 'b']`, and `[]` where there are none. */
export const quotedList = <T>(at: At<T>): Field<T> => ({
  get: getter(at),
  format: (value) =>
    Array.isArray(value)
      ? `[${value.map((each) => (typeof each === 'string' ? quoted(each) : plain(each))).join(', ')}]`
      : plain(value),
});

/** The value as one line of JSON with sorted keys. */
export const jsonText = <T>(at: At<T>): Field<T> => ({
  get: getter(at),
  format: (value) => (value === undefined ? 'None' : sortedJson(value, 0)),
});

const idsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((id): id is string => typeof id === 'string' && id !== '');

/** An id (or an array of ids) shown by name, where one can be looked up. */
export const named = <T>(kind: LookupKind, at: At<T>, separator = ', '): Field<T> => ({
  get: getter(at),
  lookup: { kind, ids: idsOf },
  format: (value, names) => {
    const name = (id: unknown) => (typeof id === 'string' ? (names[kind].get(id) ?? id) : plain(id));
    return Array.isArray(value) ? value.map(name).join(separator) : name(value);
  },
});
/** An identity id shown as its username. */
export const identity = <T>(at: At<T>) => named('identity', at);
/** A principal URN (or several) shown as username or group name. */
export const principal = <T>(at: At<T>, separator = ', ') => named('principal', at, separator);

/** The same, asked for only where the answers about the other principals did not name them. */
export const latePrincipal = <T>(at: At<T>, separator = ', ') => named('latePrincipal', at, separator);

/** The URN of whoever holds a role, as username or group name; without a name, the bare id. */
export const holder = <T>(at: At<T>) => named('holder', at);

/** A value with a formatting of its own. */
export const formatted = <T>(at: At<T>, format: (value: unknown) => string): Field<T> => ({ get: getter(at), format });

/** A value of a kind, as a person reads it on a terminal; elsewhere it is as it came. */
export const kind = <T>(kind: ValueKind, at: At<T>): Field<T> => ({ get: getter(at), kind });

/** What a terminal says of a row, in words of its own. */
export const told = <T>(
  at: At<T>,
  told: (value: unknown, telling: Telling) => string,
  more: Pick<Field<T>, 'kind' | 'lookup'> = {},
): Field<T> => ({ get: getter(at), told, ...more });

/** The id of the row: cut on a terminal, which can lead from it (and from the name beside it) to its page in the web app. */
export const idOf = <T>(page: PageKind, at: At<T>): Field<T> => ({ get: getter(at), kind: 'id', leadsTo: page });

/** A column that a terminal has only where `--fields` names it. */
export const onlyAsked = <T>(at: At<T>): Field<T> => ({ get: getter(at), onlyAsked: true });
