import type { Http } from './http.js';

/** Globus Search: one line per operation, in the order of the service's reference. */
export const operations = (_http: Http) => ({});
export type SearchOperations = ReturnType<typeof operations>;
