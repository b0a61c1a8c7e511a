import type { Http } from './http.js';

/** the GCS Manager of one endpoint: one line per operation, in the order of the service's reference. */
export const operations = (_http: Http) => ({});
export type GcsOperations = ReturnType<typeof operations>;
