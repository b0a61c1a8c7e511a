import type { AuthOperations } from './auth.js';
import type { Http } from './http.js';
import type { TransferOperations } from './transfer.js';

/** One adapter a service: a method an operation, no logic. */
export interface Adapters {
  readonly auth: AuthOperations;
  readonly transfer: TransferOperations;
}
type Loaders = { readonly [K in keyof Adapters]: () => Promise<{ readonly operations: (http: Http) => Adapters[K] }> };

/** Each adapter's module, loaded when a command needs it. */
export const adapters: Loaders = {
  auth: () => import('./auth.js'),
  transfer: () => import('./transfer.js'),
};
export interface GcsConnector {
  readonly at: (endpointId: string) => Promise<Http>;
}
