import { UsageError } from '../errors.js';
import { isNumber } from '../exact-json.js';

/**
 * A request path with every value percent-encoded: path`task/${id}`. Without one of its values a request would be another: what a
 * service left out of a document is a TypeError, what a user left empty, or what names a place, a UsageError.
 */
export const path = (parts: TemplateStringsArray, ...values: readonly (string | number)[]): string =>
  parts.reduce((joined, part, i) => joined + segment(values[i - 1]) + part);

function segment(value: unknown): string {
  if (value === '') throw new UsageError('An id is empty.');
  // an address with one of these is that of something else
  if (value === '.' || value === '..') throw new UsageError(`'${value}' is no id.`);
  if (typeof value !== 'string' && !isNumber(value)) throw new TypeError('the id of a request is missing');
  return encodeURIComponent(String(value));
}
