import type { AuthOperations } from './auth.js';
import type { ComputeOperations } from './compute.js';
import type { FlowsOperations, OneFlowOperations } from './flows.js';
import type { GcsOperations } from './gcs.js';
import type { GroupsOperations } from './groups.js';
import type { Http } from './http.js';
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

/** A GCS Manager per endpoint, each with the endpoint's own login. */
export interface GcsConnector {
  /** The manager of an endpoint or of the endpoint that a collection belongs to; WrongTypeError for anything else. */
  readonly at: (endpointOrCollectionId: string) => Promise<GcsOperations & { readonly endpoint: Endpoint; readonly endpointId: string }>;
}
/** Flows, each with a login of its own. */
export interface FlowConnector {
  readonly at: (flowId: string) => Promise<OneFlowOperations>;
}
