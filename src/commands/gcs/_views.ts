import { choice, message, type Names, plain, raw, record, type View, visible } from '#command';
import type { Result } from '#services/gcs';
import { itemOf } from '#globus/collections/envelope';

type Columns<T> = Parameters<typeof record<T>>[0];

const read = (row: unknown, at: unknown): unknown => {
  if (typeof at === 'string')
    return at
      .split('.')
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], row);
  return typeof at === 'function'
    ? (at as (row: unknown) => unknown)(row)
    : (at as { get: (row: unknown) => unknown }).get(row);
};

/** A record of the fields that the document has; those that are missing or null are left out. */
export const present = <T>(columns: Columns<T>): View<T> =>
  choice((row: T) =>
    record<T>(
      Object.fromEntries(Object.entries(columns).filter(([, at]) => (read(row, at) ?? null) !== null)) as Columns<T>,
    ),
  );

/** The sentence that the service says about what it did. */
export const serviceMessage: View<Result> = message((result: Result, _names: Names) => result.message ?? result.code);
/** The service's code: success. */
export const code: View<Result> = message((result: Result) => result.code);
/** The sentence for people; the document, out of its envelope, for everything else. */
export const serviceMessageOf = <T extends { readonly DATA_TYPE: string }>(kind: string): View<Result<T>> =>
  raw(
    (result: Result<T>) => `${visible(plain(result.message ?? result.code))}\n`,
    (result) => itemOf(result, kind),
  );

/** What listings show as JSON: their rows, whatever page they came on. */
export const data = <Row>(rows: readonly Row[]) => ({ DATA: rows });
