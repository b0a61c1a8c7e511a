import { requireCaller, type Caller } from '../auth/caller.js';
import { computeClient } from '../auth/well-known-scopes.js';
import { ApiError } from '../http/api-error.js';
import type { Json } from '../http/body.js';
import type { SandboxContext } from '../http/context.js';
import { isUuid } from '../ids.js';
import type { World } from '../world.js';
import { forbidden, malformed, missingKey, notFound, unauthorized } from './errors.js';
import { computeState, type ComputeEndpoint, type ComputeFunction } from './state.js';

/** The resource server that Compute's tokens are for, under the name it began with. */
const computeServer = 'funcx_service';

const computeAll = `https://auth.globus.org/scopes/${computeClient}/all`;

/** Whoever uses endpoints and functions: a caller, or the owner of a run. */
export type Actor = Pick<Caller, 'identity' | 'identityIds'>;

/** Who calls; 401 without a good token of the Compute service. */
export function computeCaller(world: World, c: SandboxContext): Caller {
  return requireCaller(world, c, {
    resourceServer: computeServer,
    anyOf: [computeAll],
    unauthorized,
    forbidden: () => new ApiError(403, 'USER_UNAUTHENTICATED', `The token lacks the scope ${computeAll}`),
  });
}

/** The id in the path; 400 when it is not a UUID. */
export function idOf(c: SandboxContext): string {
  return uuid(c.req.param('id'), 'id');
}

/** The value as a UUID; 400 otherwise. */
export function uuid(value: unknown, name: string): string {
  if (!isUuid(value))
    throw new ApiError(400, 'INVALID_UUID', `${name} is not a UUID: ${JSON.stringify(value)}`, { error_args: [name] });
  return value.toLowerCase();
}

export function isOwner(caller: Actor, thing: { owner: string }): boolean {
  return caller.identityIds.includes(thing.owner);
}

/** An endpoint the caller may use; 404 when there is none, 403 when it is somebody else's and not public. */
export function usableEndpoint(world: World, caller: Actor, id: string): ComputeEndpoint {
  const endpoint = computeState(world).endpoints.get(id);
  if (!endpoint) throw notFound('endpoint', id);
  if (!endpoint.public && !isOwner(caller, endpoint)) throw forbidden('endpoint', id);
  return endpoint;
}

/** An endpoint of the caller's own; 404 or 403 otherwise. */
export function ownEndpoint(world: World, caller: Caller, id: string): ComputeEndpoint {
  const endpoint = usableEndpoint(world, caller, id);
  if (!isOwner(caller, endpoint)) throw forbidden('endpoint', id);
  return endpoint;
}

/** A function the caller may run; 404 when there is none, 403 when it is somebody else's and not shared. */
export function usableFunction(world: World, caller: Actor, id: string): ComputeFunction {
  const found = computeState(world).functions.get(id);
  if (!found) throw notFound('function', id);
  if (!found.public && found.group === null && !isOwner(caller, found)) throw forbidden('function', id);
  return found;
}

/** A text of the request; 400 when it is absent or no text. */
export function requiredText(body: Json, key: string): string {
  const value = body[key];
  if (value === undefined) throw missingKey(key);
  if (typeof value !== 'string' || value === '') throw malformed(`'${key}' must be a text`);
  return value;
}

/** A text of the request, or `fallback`; 400 when it is something else. */
export function text<F>(body: Json, key: string, fallback: F): string | F {
  const value = body[key] ?? undefined;
  if (value === undefined) return fallback;
  if (typeof value !== 'string') throw malformed(`'${key}' must be a text`);
  return value;
}

/** True or false as the request says, or `fallback`; 400 when it is something else. */
export function flag(body: Json, key: string, fallback: boolean): boolean {
  const value = body[key] ?? undefined;
  if (value === undefined) return fallback;
  if (typeof value !== 'boolean') throw malformed(`'${key}' must be true or false`);
  return value;
}
