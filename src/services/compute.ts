import type { Http } from './http.js';

/** Globus Compute: one line per operation, in the order of the service's reference. */
export const operations = (_http: Http) => ({});
export type ComputeOperations = ReturnType<typeof operations>;
