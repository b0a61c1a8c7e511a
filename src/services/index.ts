import type { AuthOperations } from './auth.js';
import type { ComputeOperations } from './compute.js';
import type { FlowsOperations, OneFlowOperations } from './flows.js';
import type { GcsOperations } from './gcs.js';
import type { GroupsOperations } from './groups.js';
import type { Http } from './http.js';
import type { HttpsOperations } from './https.js';
import type { SearchOperations } from './search.js';
import type { TimersOperations } from './timers.js';
import type { Endpoint, TransferOperations } from './transfer.js';

/** One adapter a service: a method an operation, no logic. */
export interface Adapters {
  readonly auth: AuthOperations;
  readonly transfer: TransferOperations;
  readonly groups: GroupsOperations;
  readonly search: SearchOperations;
  readonly flows: FlowsOperations;
  readonly timers: TimersOperations;
  readonly compute: ComputeOperations;
}
type Loaders = { readonly [K in keyof Adapters]: () => Promise<{ readonly operations: (http: Http) => Adapters[K] }> };

/** Each adapter's module, loaded when a command needs it. */
export const adapters: Loaders = {
  auth: () => import('./auth.js'),
  transfer: () => import('./transfer.js'),
  groups: () => import('./groups.js'),
  search: () => import('./search.js'),
  flows: () => import('./flows.js'),
  timers: () => import('./timers.js'),
  compute: () => import('./compute.js'),
};

/** A kind of thing that has a GCS Manager, as Transfer names it. */
export type GcsKind = 'GCSv5_endpoint' | 'GCSv5_mapped_collection' | 'GCSv5_guest_collection';
export interface GcsWanted {
  /** What the id has to be; by default any of the three. */
  readonly kinds?: readonly GcsKind[];
  /** The command for another kind of thing, by entity type; ID stands for the id given, ENDPOINT_ID for its endpoint. */
  readonly instead?: Readonly<Record<string, string>>;
  /** The endpoint's login is demanded by the first request that needs it, not at once. */
  readonly loginLater?: boolean;
}
export type GcsManager = GcsOperations & { readonly endpoint: Endpoint; readonly endpointId: string };
/** A GCS Manager per endpoint, each with the endpoint's own login. */
export interface GcsConnector {
  /** The manager of an endpoint, or of the endpoint that a collection belongs to; WrongTypeError for anything else than wanted. */
  readonly at: (endpointOrCollectionId: string, wanted?: GcsWanted) => Promise<GcsManager>;
}
/** Flows, each with a login of its own. */
export interface FlowConnector {
  readonly at: (flowId: string) => Promise<OneFlowOperations>;
  /** Demands the login of a flow before it is needed. */
  readonly logIn: (flowId: string) => Promise<void>;
}
/** What is known of a collection whose files are wanted. */
export interface DataCollection {
  readonly id: string;
  /** What people call it, where that is known. */
  readonly name?: string | undefined;
  /** Its `https_server`. */
  readonly url: string;
  /** Whether its data opens only with a consent of its own. */
  readonly wantsConsent: boolean;
}
/** HTTPS servers of collections, each with a login of its own. */
export interface DataConnector {
  readonly at: (collection: DataCollection) => Promise<HttpsOperations>;
  /** Any address, without a login. */
  readonly anonymous: (url: string) => Promise<HttpsOperations>;
  /** Whether there is a login for the data of this collection. */
  readonly hasLogin: (collectionId: string) => Promise<boolean>;
  /** Globus Transfer, whose login is demanded now. */
  readonly transfer: () => Promise<TransferOperations>;
}
