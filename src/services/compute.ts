import type {
  AllowedFunctions,
  CallsAccepted,
  ComputeEndpoint,
  ComputeEndpointRow,
  ComputeEndpointStatus,
  ComputeFunction,
  ComputeLock,
  ComputeRegistration,
  ComputeTask,
  ComputeTaskGroup,
  TasksAccepted,
} from './compute-documents.js';
import type { Http, Query } from './http.js';
import { path } from './path.js';

export type * from './compute-documents.js';

type Body = Readonly<Record<string, unknown>>;

/** Globus Compute: one line per operation, in the order of the service's reference. What both versions have ends in V2 or V3. */
export const operations = (http: Http) => ({
  // v2
  getVersion: (query: Query = {}) =>
    http.get<string | Readonly<Record<string, string>>>('v2/version', { query, anyJson: true }),
  getResultAmqpUrl: () =>
    http.get<{ queue_prefix: string; connection_url: string }>('v2/get_amqp_result_connection_url'),
  registerEndpointV2: (json: Body) =>
    http.post<ComputeRegistration>('v2/endpoints', { json, makesAnew: true, carries: 'endpoint_id' }),
  getEndpoint: (id: string) => http.get<ComputeEndpoint>(path`v2/endpoints/${id}`),
  getEndpointStatus: (id: string) => http.get<ComputeEndpointStatus>(path`v2/endpoints/${id}/status`),
  getEndpoints: (query: Query = {}) => http.get<readonly ComputeEndpointRow[]>('v2/endpoints', { query, isList: true }),
  deleteEndpoint: (id: string) => http.delete<{ result: number }>(path`v2/endpoints/${id}`),
  lockEndpointV2: (id: string) => http.post<ComputeLock>(path`v2/endpoints/${id}/lock`),
  registerFunctionV2: (json: Body) =>
    http.post<{ function_uuid: string }>('v2/functions', { json, carries: 'function_uuid' }),
  getFunction: (id: string) => http.get<ComputeFunction>(path`v2/functions/${id}`),
  deleteFunction: (id: string) => http.delete<{ result: number }>(path`v2/functions/${id}`),
  getTask: (id: string) => http.get<ComputeTask>(path`v2/tasks/${id}`),
  getTaskBatch: (json: Body) =>
    http.post<{ response: string; results: Readonly<Record<string, ComputeTask>> }>('v2/batch_status', {
      json,
      repeatable: true,
    }),
  getTaskGroup: (id: string) => http.get<ComputeTaskGroup>(path`v2/taskgroup/${id}`, { carries: 'tasks.*.id' }),
  submitV2: (json: Body) => http.post<CallsAccepted>('v2/submit', { json, makesAnew: true }),
  // v3
  registerEndpointV3: (json: Body) =>
    http.post<ComputeRegistration>('v3/endpoints', { json, makesAnew: true, carries: 'endpoint_id' }),
  updateEndpoint: (id: string, json: Body) =>
    http.put<ComputeRegistration>(path`v3/endpoints/${id}`, { json, carries: 'endpoint_id' }),
  lockEndpointV3: (id: string) => http.post<ComputeLock>(path`v3/endpoints/${id}/lock`),
  getEndpointAllowlist: (id: string) => http.get<AllowedFunctions>(path`v3/endpoints/${id}/allowed_functions`),
  registerFunctionV3: (json: Body) =>
    http.post<{ function_uuid: string }>('v3/functions', { json, carries: 'function_uuid' }),
  submitV3: (id: string, json: Body) =>
    http.post<TasksAccepted>(path`v3/endpoints/${id}/submit`, { json, makesAnew: true, carries: 'task_group_id' }),
});
export type ComputeOperations = ReturnType<typeof operations>;
