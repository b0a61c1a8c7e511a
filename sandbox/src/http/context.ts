import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Caller } from '../auth/caller.js';

/** What the edge hands to an app beside the request: the connection, and the path that routes are looked up by. */
export interface Bindings extends HttpBindings {
  path: string;
}

/** What travels with a request through the routes. */
export interface SandboxEnv {
  Bindings: Bindings;
  Variables: { caller: Caller };
}

export type SandboxContext = Context<SandboxEnv>;

/** The path as the edge mapped it; to be every app's `getPath`. */
export function mappedPath(_request: Request, options?: { env?: Bindings }): string {
  return options?.env?.path ?? '/';
}
