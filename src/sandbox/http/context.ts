import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Caller } from '../auth/caller.js';

/** What travels with a request through the routes. */
export interface SandboxEnv {
  Bindings: HttpBindings;
  Variables: { caller: Caller };
}

export type SandboxContext = Context<SandboxEnv>;
