import { param } from './param.js';

/** How many rows a listing shows; pages are fetched as they are needed. */
export const limit = <const D extends number>(standard: D, max?: number) =>
  param.integer({
    summary: 'Show at most this many rows',
    metavar: 'N',
    min: 1,
    ...(max !== undefined && { max }),
    default: standard,
  });

/** The same for listings that show every row unless fewer are asked for. */
export const optionalLimit = param.integer({ summary: 'Show at most this many rows', metavar: 'N', min: 1 });

/** A document of rows, cut to its first `most`: for listings that the service sends in one piece. */
export const firstRows = <K extends string, D extends { readonly [key in K]: readonly unknown[] }>(
  document: D,
  key: K,
  most: number | undefined,
): D => (most === undefined ? document : { ...document, [key]: document[key].slice(0, most) });

/** The first `most` of rows that arrive one by one; those after them are not asked for. */
export async function* firstOf<R>(rows: AsyncIterable<R> | Iterable<R>, most: number | undefined): AsyncGenerator<R> {
  let seen = 0;
  for await (const row of rows) {
    if (most !== undefined && seen++ >= most) return;
    yield row;
    if (seen === most) return;
  }
}
