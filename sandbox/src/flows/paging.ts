import type { SandboxContext } from '../http/context.js';
import { markerAt, rowOfMarker } from '../http/markers.js';
import { listOf } from '../http/query.js';
import { unprocessable } from './errors.js';

const mostRows = 100;

export interface FlowsPage<T> {
  readonly rows: T[];
  readonly limit: number;
  readonly has_next_page: boolean;
  readonly marker: string | null;
}

/** The page of rows that `marker` and the parameter `size` ask for. */
export function pageOf<T>(c: SandboxContext, all: T[], size: 'per_page' | 'limit', fallback: number): FlowsPage<T> {
  const text = c.req.query(size);
  const limit = text === undefined ? fallback : Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > mostRows) {
    throw unprocessable([
      { loc: ['query', size], msg: `ensure this value is from 1 to ${mostRows}`, type: 'value_error' },
    ]);
  }
  const marker = c.req.query('marker');
  const from = marker === undefined ? 0 : rowOfMarker(marker);
  if (from === undefined)
    throw unprocessable([{ loc: ['query', 'marker'], msg: 'Invalid marker', type: 'value_error' }]);
  const more = from + limit < all.length;
  return {
    rows: all.slice(from, from + limit),
    limit,
    has_next_page: more,
    marker: more ? markerAt(from + limit) : null,
  };
}

/** Orders rows by the `orderby` parameters (`field ASC|DESC`, several by comma or repetition), by `fallback` without any. */
export function ordered<T>(c: SandboxContext, rows: T[], fields: readonly (keyof T & string)[], fallback: string): T[] {
  const given = (c.req.queries('orderby') ?? []).flatMap(listOf);
  const keys = (given.length > 0 ? given : [fallback]).map((text) => {
    const [field = '', direction = 'ASC', ...more] = text.split(/\s+/);
    if (!fields.includes(field as keyof T & string) || !/^(ASC|DESC)$/i.test(direction) || more.length > 0) {
      throw unprocessable([
        {
          loc: ['query', 'orderby'],
          msg: `'${text}' is not FIELD or FIELD ASC|DESC with a field of ${fields.join(', ')}`,
          type: 'value_error',
        },
      ]);
    }
    return { field: field as keyof T & string, sign: direction.toUpperCase() === 'DESC' ? -1 : 1 };
  });
  return [...rows].sort((a, b) => {
    for (const { field, sign } of keys) {
      const [left, right] = [String(a[field] ?? ''), String(b[field] ?? '')];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
}

/** The values of a filter, given once with commas or several times. */
export const filterOf = (c: SandboxContext, ...names: string[]): string[] =>
  names.flatMap((name) => (c.req.queries(name) ?? []).flatMap(listOf));
