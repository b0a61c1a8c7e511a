import type { Hono } from 'hono';
import type { SandboxEnv } from './http/context.js';
import type { Inhabitant, World } from './world.js';

/** The names of the services, as fault rules and the request log use them. */
export type ServiceName = 'auth' | 'transfer' | 'groups' | 'search' | 'flows' | 'timer' | 'compute' | 'gcs' | 'https';

/** What an answer says went wrong, before a service gives it its own shape. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** The path asked for, without the service's prefix. */
  readonly resource: string;
  /** Further keys for the top level of the document, such as `authorization_parameters`. */
  readonly extra?: Record<string, unknown>;
}

/** One emulated service: everything the sandbox has to know to serve it. */
export interface Wing extends Inhabitant {
  readonly name: ServiceName;
  /** Paths without a service prefix that belong to this service: the official JavaScript SDK drops a base URL's path. */
  ownsPath(path: string): boolean;
  /** The routes, with the service's name as their prefix. Called once per start. */
  app(world: World): Hono<SandboxEnv>;
  /** The error document of this service. */
  describe(problem: Problem): Record<string, unknown>;
  /** The code of this service's 401. */
  readonly unauthorizedCode: string;
  /** The codes of its breakdowns, by status, for fault rules that name none. */
  readonly failureCodes?: Readonly<Record<number, string>>;
  /** Headers that its errors have beside the document. */
  errorHeaders?(code: string): Record<string, string>;
  /**
   * The resources of which also a request that is no GET changes nothing in the world, as a query in a POST: they are answered
   * while nothing can be kept, too.
   */
  readonly onlyRead?: RegExp;
  /** Variables to print beside the common ones. */
  env?(world: World): Record<string, string>;
}
