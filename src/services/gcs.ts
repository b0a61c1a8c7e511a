import type {
  CheckResult,
  Collection,
  Domain,
  GcsEndpoint,
  GcsRole,
  Info,
  Node,
  Result,
  SharingPolicy,
  StorageGateway,
  UserCredential,
} from './gcs-documents.js';
import type { Http, Query } from './http.js';
import { path } from './path.js';

export type * from './gcs-documents.js';

type Body = Readonly<Record<string, unknown>>;

/** The GCS Manager of one endpoint: one line per operation, in the order of the service's reference. */
export const operations = (http: Http) => ({
  // the manager and the endpoint; anybody may ask for `info`
  getGcsInfo: () => http.get<Result<Info>>('info', { anonymous: true }),
  getEndpoint: () => http.get<Result<GcsEndpoint>>('endpoint'),
  updateEndpoint: (json: Body, query: Query = {}) => http.patch<Result<GcsEndpoint>>('endpoint', { json, query }),
  setSubscriptionId: (json: Body) => http.put<Result>('endpoint/subscription_id', { json }),
  setEndpointOwner: (json: Body) => http.put<Result>('endpoint/owner', { json }),
  setEndpointOwnerString: (json: Body) => http.put<Result>('endpoint/owner_string', { json }),
  resetEndpointOwnerString: () => http.delete<Result>('endpoint/owner_string'),
  getEndpointDomain: () => http.get<Result<Domain>>('endpoint/domain'),
  setEndpointDomain: (json: Body) => http.put<Result<Domain>>('endpoint/domain', { json }),
  deleteEndpointDomain: () => http.delete<Result>('endpoint/domain'),

  // collections
  /** Rows of `GET /collections`. */
  listCollections: (query: Query, limit?: number) =>
    http.pages<Collection>('collections', { query, by: 'marker', rows: 'data', limit }),
  getCollection: (id: string, query: Query = {}) => http.get<Result<Collection>>(path`collections/${id}`, { query }),
  createCollection: (json: Body) =>
    http.post<Result<Collection>>('collections', { json, makesAnew: true, carries: 'data.0.id' }),
  updateCollection: (id: string, json: Body) =>
    http.patch<Result<Collection>>(path`collections/${id}`, { json, carries: 'data.0.id' }),
  deleteCollection: (id: string) => http.delete<Result>(path`collections/${id}`),
  deleteCollections: (json: Body) => http.post<Result>('collections/batch_delete', { json }),
  checkCollections: () => http.get<Result<CheckResult>>('collections/check'),
  checkCollection: (id: string) => http.get<Result<CheckResult>>(path`collections/${id}/check`),
  setCollectionOwner: (id: string, json: Body) => http.put<Result>(path`collections/${id}/owner`, { json }),
  setCollectionOwnerString: (id: string, json: Body) =>
    http.put<Result>(path`collections/${id}/owner_string`, { json }),
  resetCollectionOwnerString: (id: string) => http.delete<Result>(path`collections/${id}/owner_string`),
  setCollectionVerified: (id: string, json: Body) =>
    http.put<Result>(path`collections/${id}/subscription_admin_verified`, { json }),
  getCollectionDomain: (id: string) => http.get<Result<Domain>>(path`collections/${id}/domain`),
  setCollectionDomain: (id: string, json: Body) => http.put<Result<Domain>>(path`collections/${id}/domain`, { json }),
  deleteCollectionDomain: (id: string) => http.delete<Result>(path`collections/${id}/domain`),

  // storage gateways
  /** Rows of `GET /storage_gateways`. */
  listStorageGateways: (query: Query, limit?: number) =>
    http.pages<StorageGateway>('storage_gateways', { query, by: 'marker', rows: 'data', limit }),
  /** A page of the same, in its envelope. */
  getStorageGateways: (query: Query) => http.get<Result<StorageGateway>>('storage_gateways', { query }),
  createStorageGateway: (json: Body) =>
    http.post<Result<StorageGateway>>('storage_gateways', { json, makesAnew: true, carries: 'data.0.id' }),
  getStorageGateway: (id: string, query: Query = {}) =>
    http.get<Result<StorageGateway>>(path`storage_gateways/${id}`, { query }),
  updateStorageGateway: (id: string, json: Body) =>
    http.patch<Result<StorageGateway>>(path`storage_gateways/${id}`, { json }),
  deleteStorageGateway: (id: string) => http.delete<Result>(path`storage_gateways/${id}`),

  // roles; the service answers with a role, in an envelope or bare
  /** Rows of `GET /roles`: of the endpoint, or with `collection_id` of a collection. */
  listRoles: (query: Query, limit?: number) =>
    http.pages<GcsRole>('roles', { query, by: 'marker', rows: 'data', limit }),
  /** A page of the same, in its envelope. */
  getRoles: (query: Query) => http.get<Result<GcsRole>>('roles', { query }),
  createRole: (json: Body) => http.post<GcsRole | Result<GcsRole>>('roles', { json }),
  getRole: (id: string) => http.get<GcsRole | Result<GcsRole>>(path`roles/${id}`),
  deleteRole: (id: string) => http.delete<Result>(path`roles/${id}`),

  // user credentials
  /** Rows of `GET /user_credentials`. */
  listUserCredentials: (query: Query, limit?: number) =>
    http.pages<UserCredential>('user_credentials', { query, by: 'marker', rows: 'data', limit }),
  /** A page of the same, in its envelope. */
  getUserCredentials: (query: Query) => http.get<Result<UserCredential>>('user_credentials', { query }),
  createUserCredential: (json: Body) =>
    http.post<Result<UserCredential>>('user_credentials', { json, carries: 'data.0.id' }),
  getUserCredential: (id: string) => http.get<Result<UserCredential>>(path`user_credentials/${id}`),
  updateUserCredential: (id: string, json: Body) =>
    http.patch<Result<UserCredential>>(path`user_credentials/${id}`, { json }),
  deleteUserCredential: (id: string) => http.delete<Result>(path`user_credentials/${id}`),

  // data transfer nodes and sharing policies
  /** Rows of `GET /nodes`. */
  listNodes: (limit?: number) => http.pages<Node>('nodes', { by: 'marker', rows: 'data', limit }),
  getNode: (id: string) => http.get<Result<Node>>(path`nodes/${id}`),
  updateNode: (id: string, json: Body) => http.patch<Result<Node>>(path`nodes/${id}`, { json }),
  deleteNode: (id: string) => http.delete<Result>(path`nodes/${id}`),
  /** Rows of `GET /sharing_policies`. */
  listSharingPolicies: (query: Query, limit?: number) =>
    http.pages<SharingPolicy>('sharing_policies', { query, by: 'marker', rows: 'data', limit }),
  createSharingPolicy: (json: Body) =>
    http.post<Result<SharingPolicy>>('sharing_policies', { json, makesAnew: true, carries: 'data.0.id' }),
  getSharingPolicy: (id: string) => http.get<Result<SharingPolicy>>(path`sharing_policies/${id}`),
  deleteSharingPolicy: (id: string) => http.delete<Result>(path`sharing_policies/${id}`),
});
export type GcsOperations = ReturnType<typeof operations>;
