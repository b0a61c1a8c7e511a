import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/** What the edge hands to an app beside the request: the connection, and the path that routes are looked up by. */
export interface Bindings extends HttpBindings {
  readonly path: string;
  /** Set by an app that has no such route. */
  isUnknownRoute?: true;
}

/** What travels with a request through the routes; a wing that adds to it says so in Hono's `ContextVariableMap`. */
export interface SandboxEnv {
  readonly Bindings: Bindings;
}

export type SandboxContext = Context<SandboxEnv>;

/** The path as the edge mapped it; to be every app's `getPath`. */
export function mappedPath(_request: Request, options?: { env?: Bindings }): string {
  return options?.env?.path ?? '/';
}
