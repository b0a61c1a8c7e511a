import type { ApiError } from '../http/api-error.js';
import type { SandboxContext } from '../http/context.js';
import type { World } from '../world.js';
import { authState, type Identity, type Token } from './state.js';
import { findToken } from './tokens.js';

/** Who makes a request, as its access token says. */
export interface Caller {
  readonly identity: Identity;
  /** The ids of the identity and all that are linked with it. */
  readonly identityIds: string[];
  /** The application. */
  readonly client: string;
  readonly scopes: ReadonlySet<string>;
  readonly token: Token;
}

declare module 'hono' {
  interface ContextVariableMap {
    /** Set by a service's gate, before its routes. */
    readonly caller: Caller;
  }
}

/** What a service demands of a token. */
export interface TokenDemand {
  readonly resourceServer: string;
  /** One of these must be among the token's scopes; none named, any token of the resource server will do. */
  readonly anyOf?: string[];
  readonly unauthorized: () => ApiError;
  readonly forbidden: () => ApiError;
}

/** The caller behind the request's bearer token; throws what the demand says when it is not good enough. */
export function requireCaller(world: World, c: SandboxContext, demand: TokenDemand): Caller {
  const token = bearerToken(world, c);
  if (!token || token.resource_server !== demand.resourceServer) throw demand.unauthorized();
  const caller = callerOf(world, token);
  if (!caller) throw demand.unauthorized();
  if (demand.anyOf && !demand.anyOf.some((scope) => caller.scopes.has(scope))) throw demand.forbidden();
  return caller;
}

/** The live access token the request carries, of whatever resource server. */
export function bearerToken(world: World, c: SandboxContext): Token | undefined {
  const header = c.env.incoming.headers.authorization;
  if (header === undefined || !/^bearer /i.test(header)) return undefined;
  const token = findToken(world, header.slice(7).trim());
  return token?.kind === 'access' ? token : undefined;
}

/** The caller a token stands for. */
export function callerOf(world: World, token: Token): Caller | undefined {
  const { identities, identitiesByAccount } = authState(world);
  const identity = identities.get(token.identity);
  if (!identity) return undefined;
  return {
    identity,
    identityIds: identitiesByAccount.all(identity.account).map(({ id }) => id),
    client: token.client,
    scopes: new Set(token.scopes),
    token,
  };
}
