import type {
  DeletedFlow,
  Flow,
  FlowValidation,
  RegisteredApi,
  Run,
  RunDefinition,
  RunLogEntry,
  WebInput,
  WebInputSummary,
} from './flows-documents.js';
import type { Http, Query } from './http.js';
import { path } from './path.js';

export type * from './flows-documents.js';

type Body = Readonly<Record<string, unknown>>;

/** Globus Flows: one line per operation, in the order of the service's reference. */
export const operations = (http: Http) => ({
  createFlow: (json: Body) => http.post<Flow>('flows', { json, makesAnew: true, carries: 'id' }),
  getFlow: (id: string) => http.get<Flow>(path`flows/${id}`),
  listFlows: (query: Query, limit?: number) => http.pages<Flow>('flows', { query, by: 'marker', rows: 'flows', limit }),
  updateFlow: (id: string, json: Body) => http.put<Flow>(path`flows/${id}`, { json, carries: 'id' }),
  deleteFlow: (id: string) => http.delete<DeletedFlow>(path`flows/${id}`, { carries: 'id' }),
  validateFlow: (json: Body) => http.post<FlowValidation>('flows/validate', { json }),
  listRuns: (query: Query, limit?: number) => http.pages<Run>('runs', { query, by: 'marker', rows: 'runs', limit }),
  getRunLogs: (id: string, query: Query, limit?: number) =>
    http.pages<RunLogEntry>(path`runs/${id}/log`, { query, by: 'marker', rows: 'entries', limit }),
  /** `carries` are the keys that the caller goes by. */
  getRun: (id: string, query: Query = {}, ...carries: (keyof Run & string)[]) =>
    http.get<Run>(path`runs/${id}`, { query, carries }),
  getRunDefinition: (id: string) => http.get<RunDefinition>(path`runs/${id}/definition`),
  cancelRun: (id: string) => http.post<Run>(path`runs/${id}/cancel`, { carries: 'run_id' }),
  updateRun: (id: string, json: Body) => http.put<Run>(path`runs/${id}`, { json, carries: 'run_id' }),
  deleteRun: (id: string) => http.post<Run>(path`runs/${id}/release`, { carries: 'run_id' }),
  getRegisteredApi: (id: string) => http.get<RegisteredApi>(path`registered_apis/${id}`),
  listRegisteredApis: (query: Query, limit?: number) =>
    http.pages<RegisteredApi>('registered_apis', { query, by: 'marker', rows: 'registered_apis', limit }),
  listWebInputs: (query: Query, limit?: number) =>
    http.pages<WebInputSummary>('web_inputs', { query, by: 'marker', rows: 'web_input_summaries', limit }),
  getWebInput: (id: string) => http.get<WebInput>(path`web_inputs/${id}`),
  respondToWebInput: (id: string, json: Body) =>
    http.post<{ readonly status: string }>(path`web_inputs/${id}/respond`, { json }),
});
export type FlowsOperations = ReturnType<typeof operations>;

/** One flow: its own login (resource server = flow id) is needed to run it. */
export const oneFlow = (http: Http, flowId: string) => ({
  runFlow: (json: Body) => http.post<Run>(path`flows/${flowId}/run`, { json, makesAnew: true, carries: 'run_id' }),
  resumeRun: (runId: string) => http.post<Run>(path`runs/${runId}/resume`, { carries: 'run_id' }),
  validateRun: (json: Body) => http.post<{ readonly message: string }>(path`flows/${flowId}/validate_run`, { json }),
});
export type OneFlowOperations = ReturnType<typeof oneFlow>;
