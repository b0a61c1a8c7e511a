import { type AuthOperations, operations as auth } from './auth.js';
import type { Http } from './http.js';
import { operations as transfer, type TransferOperations } from './transfer.js';

/** One adapter a service: a method an operation, no logic. */
export interface Adapters {
  readonly auth: AuthOperations;
  readonly transfer: TransferOperations;
}
export interface GcsConnector {
  readonly at: (endpointId: string) => Promise<Http>;
}

/** How each adapter is made of an Http. */
export const adapters: { readonly [K in keyof Adapters]: (http: Http) => Adapters[K] } = { auth, transfer };
