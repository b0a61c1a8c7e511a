import { bearerToken, callerOf } from '../auth/caller.js';
import { authState } from '../auth/state.js';
import type { SandboxContext } from '../http/context.js';
import { parameter } from '../http/query.js';
import type { World } from '../world.js';
import { isVisible } from '../transfer/collections/routes.js';
import { effectiveRoles, requesterOf, type Requester } from '../transfer/permissions.js';
import { transferState, type Endpoint, type RoleName } from '../transfer/state.js';
import { denied, deniedList, missingRole, missingScopes, notFound, notInIdentitySet, unauthorized } from './errors.js';
import { gcsState } from './state.js';
import { domainAllowed } from './gateway-access.js';

/** Somebody at the manager of an endpoint. */
export interface Visit {
  readonly endpoint: Endpoint;
  readonly who: Requester;
}

/** The scope that lets an application manage the collections of an endpoint. */
export const manageScope = (endpointId: string): string => `urn:globus:auth:scope:${endpointId}:manage_collections`;

/**
 * The endpoint whose manager is addressed; 404 when there is none. Without an id in the path, as the official JavaScript SDK
 * asks, it is the one that the token is for, or else the first of the sandbox.
 */
export function endpointInPath(world: World, c: SandboxContext): Endpoint {
  const { endpoints } = transferState(world);
  const managed = (endpoint: Endpoint | undefined): endpoint is Endpoint =>
    endpoint?.entity_type === 'GCSv5_endpoint' && !endpoint.deleted;
  const id = parameter(c, 'endpoint').toLowerCase();
  const found =
    id === ''
      ? (endpoints.get(bearerToken(world, c)?.resource_server ?? '') ?? endpoints.filter(managed)[0])
      : endpoints.get(id);
  if (!managed(found)) throw notFound('GCS manager', id);
  return found;
}

/** Who asks which manager; 401 unless the token is for this endpoint and for managing its collections. */
export function visit(world: World, c: SandboxContext): Visit {
  const endpoint = endpointInPath(world, c);
  const token = bearerToken(world, c);
  const caller = token?.resource_server === endpoint.id ? callerOf(world, token) : undefined;
  if (!caller) throw unauthorized();
  const scope = manageScope(endpoint.id);
  if (!caller.scopes.has(scope)) throw missingScopes('The token may not manage collections', [scope]);
  return { endpoint, who: requesterOf(world, caller) };
}

/**
 * The like, for what those may see who may see the endpoint: all, if it is public, or those with a role or an account on it.
 * The refusal of a list, which is called by its name here, is an empty list besides.
 */
export function viewing(world: World, c: SandboxContext, list?: string): Visit {
  const seen = visit(world, c);
  const { endpoint, who } = seen;
  if (endpoint.fields['public'] !== false || hasRole(world, endpoint, who)) return seen;
  const { gatewaysByEndpoint } = gcsState(world);
  const collections = transferState(world).endpoints.filter(
    (other) => other.gcs_endpoint === endpoint.id && !other.deleted,
  );
  const allowed =
    collections.some((collection) => hasRole(world, collection, who)) ||
    gatewaysByEndpoint.all(endpoint.id).some((gateway) => domainAllowed(world, gateway, who));
  if (allowed) return seen;
  throw list === undefined
    ? denied('This endpoint is private. Insufficient permissions')
    : deniedList(`Could not list ${list}. Insufficient permissions`);
}

/** The like, for administrators of the endpoint. */
export function administering(world: World, c: SandboxContext): Visit {
  const admin = visit(world, c);
  requireEndpointAdmin(world, admin);
  return admin;
}

export function isEndpointAdmin(world: World, { endpoint, who }: Visit): boolean {
  return holds(world, endpoint, who, 'administrator');
}

/** 403 unless the caller administers the endpoint. */
export function requireEndpointAdmin(world: World, by: Visit): void {
  if (!isEndpointAdmin(world, by)) throw missingRole([{ role: 'owner' }, { role: 'administrator' }]);
}

/** Whether the caller administers the collection, by a role on it or on its endpoint. */
export function isCollectionAdmin(world: World, by: Visit, collection: Endpoint): boolean {
  return holds(world, collection, by.who, 'administrator') || isEndpointAdmin(world, by);
}

/** 403 unless the caller administers the collection. */
export function requireCollectionAdmin(world: World, by: Visit, collection: Endpoint): void {
  if (!isCollectionAdmin(world, by, collection))
    throw missingRole([{ role: 'administrator', collection: collection.id }, { role: 'administrator' }]);
}

/** Whether one of the requester's identities or groups has the role on the endpoint or collection. */
export function holds(world: World, on: Endpoint, who: Requester, role: RoleName): boolean {
  return effectiveRoles(world, on, who).includes(role);
}

function hasRole(world: World, on: Endpoint, who: Requester): boolean {
  return effectiveRoles(world, on, who).length > 0;
}

/** The collection of this id; 404 unless it is one of this endpoint that the caller may know of. */
export function collectionOf(world: World, by: Visit, id: string): Endpoint {
  const collection = transferState(world).endpoints.get(id.toLowerCase());
  if (!collection || collection.deleted || collection.gcs_endpoint !== by.endpoint.id || !maySee(world, by, collection))
    throw notFound('collection', id);
  return collection;
}

/** Whether the caller may know of the collection. */
export function maySee(world: World, by: Visit, collection: Endpoint): boolean {
  return isVisible(world, collection, by.who) || isEndpointAdmin(world, by);
}

/** 403 unless the id is one of the caller's identities. */
export function requireOwnIdentity({ who }: Visit, id: string): void {
  if (!who.identityIds.includes(id)) throw notInIdentitySet(id);
}

/** Whether there is an identity with this id. */
export const isIdentity = (world: World, id: string): boolean => authState(world).identities.has(id);
