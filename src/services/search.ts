import type { Http, Query } from './http.js';
import { path } from './path.js';
import type {
  DeletedIndexRole,
  IndexAcknowledgement,
  IndexList,
  IndexRole,
  IndexRoleList,
  ScrollResult,
  SearchIndex,
  SearchResult,
  SearchTask,
  SearchTaskList,
  SubjectResult,
  Submitted,
} from './search-documents.js';

export type * from './search-documents.js';

type Body = Readonly<Record<string, unknown>>;

/** Globus Search: one line per operation, in the order of the service's reference. Searches only read, and an ingest puts the same again: both may be sent twice. */
export const operations = (http: Http) => ({
  createIndex: (json: Body) => http.post<SearchIndex>('v1/index', { json, makesAnew: true, carries: 'id' }),
  updateIndex: (id: string, json: Body) => http.patch<SearchIndex>(path`v1/index/${id}`, { json, carries: 'id' }),
  deleteIndex: (id: string) => http.delete<IndexAcknowledgement>(path`v1/index/${id}`),
  reopenIndex: (id: string) => http.post<IndexAcknowledgement>(path`v1/index/${id}/reopen`),
  getIndex: (id: string) => http.get<SearchIndex>(path`v1/index/${id}`),
  indexList: (query: Query = {}) => http.get<IndexList>('v1/index_list', { query, listUnder: 'index_list' }),
  search: (id: string, query: Query) => http.get<SearchResult>(path`v1/index/${id}/search`, { query }),
  postSearch: (id: string, json: Body) =>
    http.post<SearchResult>(path`v1/index/${id}/search`, { json, repeatable: true }),
  scroll: (id: string, json: Body) => http.post<ScrollResult>(path`v1/index/${id}/scroll`, { json, repeatable: true }),
  /** The same, and its subjects are lines of JSON where they need not be read. */
  scrollLines: (id: string, json: Body) =>
    http.postForLines<ScrollResult>(path`v1/index/${id}/scroll`, 'gmeta', { json, repeatable: true }),
  ingest: (id: string, json: Body) =>
    http.post<Submitted>(path`v1/index/${id}/ingest`, { json, repeatable: true, carries: 'task_id' }),
  deleteByQuery: (id: string, json: Body) =>
    http.post<Submitted>(path`v1/index/${id}/delete_by_query`, { json, carries: 'task_id' }),
  batchDeleteBySubject: (id: string, json: Body) =>
    http.post<Submitted>(path`v1/index/${id}/batch_delete_by_subject`, { json, repeatable: true, carries: 'task_id' }),
  getSubject: (id: string, query: Query) => http.get<SubjectResult>(path`v1/index/${id}/subject`, { query }),
  deleteSubject: (id: string, query: Query) =>
    http.delete<Submitted>(path`v1/index/${id}/subject`, { query, carries: 'task_id' }),
  getEntry: (id: string, query: Query) => http.get<SubjectResult>(path`v1/index/${id}/entry`, { query }),
  deleteEntry: (id: string, query: Query) =>
    http.delete<Submitted>(path`v1/index/${id}/entry`, { query, carries: 'task_id' }),
  getTask: (taskId: string) => http.get<SearchTask>(path`v1/task/${taskId}`, { carries: ['task_id', 'state'] }),
  getTaskList: (id: string) => http.get<SearchTaskList>(path`v1/task_list/${id}`, { listUnder: 'tasks' }),
  createRole: (id: string, json: Body) => http.post<IndexRole>(path`v1/index/${id}/role`, { json, carries: 'id' }),
  getRoleList: (id: string) => http.get<IndexRoleList>(path`v1/index/${id}/role_list`),
  deleteRole: (id: string, roleId: string) => http.delete<DeletedIndexRole>(path`v1/index/${id}/role/${roleId}`),
});
export type SearchOperations = ReturnType<typeof operations>;
