import type { Http } from './http.js';

/** Globus Groups: one line per operation, in the order of the service's reference. */
export const operations = (_http: Http) => ({});
export type GroupsOperations = ReturnType<typeof operations>;
