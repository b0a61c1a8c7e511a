import type { Http, Query, RequestOptions } from './http.js';
import { path } from './path.js';
import type {
  AccessRule,
  AdminCancel,
  Bookmark,
  BookmarkDocument,
  BookmarkV2,
  Endpoint,
  EndpointServer,
  FileEntry,
  FileList,
  JsonApiPage,
  Page,
  PauseInfo,
  PauseRule,
  Result,
  Role,
  SkippedError,
  StreamAccessPoint,
  Submission,
  SuccessfulTransfer,
  Task,
  TaskEvent,
  Tunnel,
  TunnelEvent,
} from './transfer-documents.js';

export type * from './transfer-documents.js';

type Body = Readonly<Record<string, unknown>>;

const written = (body: Uint8Array) => ({ body, headers: { 'content-type': 'application/json' } });

/** Where a page has its rows. */
const page = { listUnder: 'DATA' };
const jsonApiPage = { listUnder: 'data' };

/** Globus Transfer: one line per operation, in the order of the service's reference. */
export const operations = (http: Http) => ({
  // endpoints and collections
  getEndpoint: (id: string) => http.get<Endpoint>(path`v0.10/endpoint/${id}`),
  createEndpoint: (json: Body) =>
    http.post<Result & { id: string; globus_connect_setup_key?: string }>('v0.10/endpoint', {
      json,
      makesAnew: true,
      carries: 'id',
    }),
  updateEndpoint: (id: string, json: Body) => http.put<Result>(path`v0.10/endpoint/${id}`, { json }),
  deleteEndpoint: (id: string) => http.delete<Result>(path`v0.10/endpoint/${id}`),
  setSubscriptionId: (id: string, json: Body) => http.put<Result>(path`v0.10/endpoint/${id}/subscription`, { json }),
  setSubscriptionAdminVerified: (id: string, json: Body) =>
    http.put<Result>(path`v0.10/endpoint/${id}/subscription_admin_verified`, { json }),
  /** Rows of `GET /endpoint_search`, at most 1,000 in all. */
  searchEndpoints: (query: Query, limit: number) =>
    http.pages<Endpoint>('v0.10/endpoint_search', {
      query: { limit: 100, ...query },
      by: 'offset',
      rows: 'DATA',
      limit,
    }),
  listMyEffectivePauseRules: (id: string) =>
    http.get<Page<PauseRule>>(path`v0.10/endpoint/${id}/my_effective_pause_rule_list`, page),
  listMySharedEndpoints: (id: string) =>
    http.get<Page<Endpoint>>(path`v0.10/endpoint/${id}/my_shared_endpoint_list`, page),
  /** Rows are `{id}`; pages are followed by token. */
  listSharedEndpoints: (id: string, limit?: number) =>
    http.pages<{ id: string }>(path`v0.10/endpoint/${id}/shared_endpoint_list`, {
      by: 'next_token',
      rows: 'shared_endpoints',
      limit,
    }),
  createSharedEndpoint: (json: Body) =>
    http.post<Result & { id: string }>('v0.10/shared_endpoint', { json, makesAnew: true, carries: 'id' }),
  listEndpointServers: (id: string) => http.get<Page<EndpointServer>>(path`v0.10/endpoint/${id}/server_list`, page),
  getEndpointServer: (id: string, server: string | number) =>
    http.get<EndpointServer>(path`v0.10/endpoint/${id}/server/${server}`),
  listEndpointRoles: (id: string) => http.get<Page<Role>>(path`v0.10/endpoint/${id}/role_list`, page),
  addEndpointRole: (id: string, json: Body) =>
    http.post<Role>(path`v0.10/endpoint/${id}/role`, { json, carries: 'id' }),
  getEndpointRole: (id: string, role: string) => http.get<Role>(path`v0.10/endpoint/${id}/role/${role}`),
  deleteEndpointRole: (id: string, role: string) => http.delete<Result>(path`v0.10/endpoint/${id}/role/${role}`),
  listAccessRules: (id: string) => http.get<Page<AccessRule>>(path`v0.10/endpoint/${id}/access_list`, page),
  getAccessRule: (id: string, rule: string) => http.get<AccessRule>(path`v0.10/endpoint/${id}/access/${rule}`),
  addAccessRule: (id: string, json: Body) =>
    http.post<Result & { access_id: string }>(path`v0.10/endpoint/${id}/access`, { json, carries: 'access_id' }),
  updateAccessRule: (id: string, rule: string, json: Body) =>
    http.put<Result>(path`v0.10/endpoint/${id}/access/${rule}`, { json }),
  deleteAccessRule: (id: string, rule: string) => http.delete<Result>(path`v0.10/endpoint/${id}/access/${rule}`),

  // bookmarks
  listBookmarks: () => http.get<Page<Bookmark>>('v0.10/bookmark_list', page),
  createBookmark: (json: Body) => http.post<Bookmark>('v0.10/bookmark', { json, carries: 'id' }),
  getBookmark: (id: string) => http.get<Bookmark>(path`v0.10/bookmark/${id}`),
  updateBookmark: (id: string, json: Body) => http.put<Bookmark>(path`v0.10/bookmark/${id}`, { json, carries: 'id' }),
  deleteBookmark: (id: string) => http.delete<Result>(path`v0.10/bookmark/${id}`),

  // files and folders
  /** One page of a folder: at most 100,000 entries, from `offset` on. */
  listDirectory: (id: string, query: Query, options: Pick<RequestOptions, 'onBusy'> = {}) =>
    http.get<FileList>(path`v0.10/operation/endpoint/${id}/ls`, { query, ...options }),
  makeDirectory: (id: string, json: Body, options: Pick<RequestOptions, 'repeatable'> = {}) =>
    http.post<Result>(path`v0.10/operation/endpoint/${id}/mkdir`, { json, ...options }),
  rename: (id: string, json: Body, options?: { readonly repeatable: true }) =>
    http.post<Result>(path`v0.10/operation/endpoint/${id}/rename`, { json, ...options }),
  statFile: (id: string, query: Query) => http.get<FileEntry>(path`v0.10/operation/endpoint/${id}/stat`, { query }),

  // submissions: a submission id makes the POST repeatable
  getSubmissionId: () => http.get<{ value: string }>('v0.10/submission_id', { carries: 'value' }),
  submitTransfer: (json: Body, options: Pick<RequestOptions, 'onSentAgain'> = {}) =>
    http.post<Submission>('v0.10/transfer', { json, repeatable: true, carries: 'task_id', ...options }),
  submitDelete: (json: Body, options: Pick<RequestOptions, 'onSentAgain'> = {}) =>
    http.post<Submission>('v0.10/delete', { json, repeatable: true, carries: 'task_id', ...options }),
  /** The same of a document that is text already: one of very many items. */
  submitWrittenTransfer: (body: Uint8Array) =>
    http.post<Submission>('v0.10/transfer', { ...written(body), repeatable: true, carries: 'task_id' }),
  submitWrittenDelete: (body: Uint8Array) =>
    http.post<Submission>('v0.10/delete', { ...written(body), repeatable: true, carries: 'task_id' }),

  // tasks
  /** Rows of `GET /task_list`. */
  listTasks: (query: Query, limit: number) =>
    http.pages<Task>('v0.10/task_list', { query: { limit: 1000, ...query }, by: 'offset', rows: 'DATA', limit }),
  getTask: (id: string) => http.get<Task>(path`v0.10/task/${id}`, { carries: ['task_id', 'status'] }),
  updateTask: (id: string, json: Body) => http.put<Result>(path`v0.10/task/${id}`, { json }),
  cancelTask: (id: string) => http.post<Result>(path`v0.10/task/${id}/cancel`),
  /** Rows of `GET /task/{id}/event_list`, newest first. */
  listTaskEvents: (id: string, query: Query, limit: number) =>
    http.pages<TaskEvent>(path`v0.10/task/${id}/event_list`, {
      query: { limit: 1000, ...query },
      by: 'offset',
      rows: 'DATA',
      limit,
    }),
  getTaskPauseInfo: (id: string) => http.get<PauseInfo>(path`v0.10/task/${id}/pause_info`),
  listSuccessfulTransfers: (id: string) =>
    http.pages<SuccessfulTransfer>(path`v0.10/task/${id}/successful_transfers`, { by: 'marker', rows: 'DATA' }),
  listSkippedErrors: (id: string) =>
    http.pages<SkippedError>(path`v0.10/task/${id}/skipped_errors`, { by: 'marker', rows: 'DATA' }),

  // the endpoint manager: for administrators
  listMonitoredEndpoints: () => http.get<Page<Endpoint>>('v0.10/endpoint_manager/monitored_endpoints', page),
  listHostedEndpoints: (id: string) =>
    http.get<Page<Endpoint>>(path`v0.10/endpoint_manager/endpoint/${id}/hosted_endpoint_list`, page),
  getManagedEndpoint: (id: string) => http.get<Endpoint>(path`v0.10/endpoint_manager/endpoint/${id}`),
  listManagedAccessRules: (id: string) =>
    http.get<Page<AccessRule>>(path`v0.10/endpoint_manager/endpoint/${id}/access_list`, page),
  listManagedTasks: (query: Query, limit?: number) =>
    http.pages<Task>('v0.10/endpoint_manager/task_list', {
      query: { limit: 1000, ...query },
      by: 'last_key',
      rows: 'DATA',
      limit,
    }),
  getManagedTask: (id: string) => http.get<Task>(path`v0.10/endpoint_manager/task/${id}`),
  listManagedTaskEvents: (id: string, query: Query, limit?: number) =>
    http.pages<TaskEvent>(path`v0.10/endpoint_manager/task/${id}/event_list`, {
      query: { limit: 1000, ...query },
      by: 'offset',
      rows: 'DATA',
      limit,
    }),
  getManagedTaskPauseInfo: (id: string) => http.get<PauseInfo>(path`v0.10/endpoint_manager/task/${id}/pause_info`),
  listManagedSuccessfulTransfers: (id: string, limit?: number) =>
    http.pages<SuccessfulTransfer>(path`v0.10/endpoint_manager/task/${id}/successful_transfers`, {
      by: 'marker',
      rows: 'DATA',
      limit,
    }),
  listManagedSkippedErrors: (id: string, limit?: number) =>
    http.pages<SkippedError>(path`v0.10/endpoint_manager/task/${id}/skipped_errors`, {
      by: 'marker',
      rows: 'DATA',
      limit,
    }),
  cancelManagedTasks: (json: Body) =>
    http.post<AdminCancel>('v0.10/endpoint_manager/admin_cancel', { json, carries: 'id' }),
  getCancelStatus: (id: string | number) =>
    http.get<AdminCancel>(path`v0.10/endpoint_manager/admin_cancel/${id}`, { carries: 'id' }),
  pauseManagedTasks: (json: Body) => http.post<Result>('v0.10/endpoint_manager/admin_pause', { json }),
  resumeManagedTasks: (json: Body) => http.post<Result>('v0.10/endpoint_manager/admin_resume', { json }),
  listPauseRules: (query: Query) =>
    http.get<Page<PauseRule>>('v0.10/endpoint_manager/pause_rule_list', { query, ...page }),
  createPauseRule: (json: Body) =>
    http.post<PauseRule>('v0.10/endpoint_manager/pause_rule', { json, makesAnew: true, carries: 'id' }),
  getPauseRule: (id: string) => http.get<PauseRule>(path`v0.10/endpoint_manager/pause_rule/${id}`),
  updatePauseRule: (id: string, json: Body) =>
    http.put<PauseRule>(path`v0.10/endpoint_manager/pause_rule/${id}`, { json, carries: 'id' }),
  deletePauseRule: (id: string) => http.delete<Result>(path`v0.10/endpoint_manager/pause_rule/${id}`),

  // v2: tunnels, stream access points, bookmarks (JSON:API)
  createTunnel: (json: Body) =>
    http.post<{ readonly data: Tunnel }>('v2/tunnels', { json, makesAnew: true, carries: 'data.id' }),
  updateTunnel: (id: string, json: Body) =>
    http.patch<{ readonly data: Tunnel }>(path`v2/tunnels/${id}`, { json, carries: 'data.id' }),
  getTunnel: (id: string) => http.get<{ readonly data: Tunnel }>(path`v2/tunnels/${id}`),
  deleteTunnel: (id: string) => http.delete<{ data: null }>(path`v2/tunnels/${id}`),
  listTunnels: (query: Query = {}) => http.get<JsonApiPage<Tunnel>>('v2/tunnels', { query, ...jsonApiPage }),
  listTunnelEvents: (id: string, query: Query = {}) =>
    http.get<JsonApiPage<TunnelEvent>>(path`v2/tunnels/${id}/events`, { query, ...jsonApiPage }),
  getStreamAccessPoint: (id: string) =>
    http.get<{ readonly data: StreamAccessPoint }>(path`v2/stream_access_points/${id}`),
  listStreamAccessPoints: (query: Query = {}) =>
    http.get<JsonApiPage<StreamAccessPoint>>('v2/stream_access_points', { query, ...jsonApiPage }),
  createBookmarkV2: (json: Body) => http.post<BookmarkDocument>('v2/bookmarks', { json, carries: 'data.id' }),
  updateBookmarkV2: (id: string, json: Body) =>
    http.patch<BookmarkDocument>(path`v2/bookmarks/${id}`, { json, carries: 'data.id' }),
  getBookmarkV2: (id: string, query: Query = {}) => http.get<BookmarkDocument>(path`v2/bookmarks/${id}`, { query }),
  deleteBookmarkV2: (id: string) => http.delete<{ data: null }>(path`v2/bookmarks/${id}`),
  listBookmarksV2: (query: Query = {}) => http.get<JsonApiPage<BookmarkV2>>('v2/bookmarks', { query, ...jsonApiPage }),
});
export type TransferOperations = ReturnType<typeof operations>;
