import type { Http } from './http.js';

/** Globus Flows: one line per operation, in the order of the service's reference. */
export const operations = (_http: Http) => ({});
export type FlowsOperations = ReturnType<typeof operations>;

/** One flow: its own login (resource server = flow id) is needed to run it. */
export const oneFlow = (_http: Http, _flowId: string) => ({});
export type OneFlowOperations = ReturnType<typeof oneFlow>;
