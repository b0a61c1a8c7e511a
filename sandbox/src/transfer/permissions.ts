import { hasConsent } from '../auth/consents.js';
import { sessionOf } from '../auth/introspection.js';
import { satisfies } from '../auth/sessions.js';
import { authState, type Identity, type Session } from '../auth/state.js';
import type { Caller } from '../auth/caller.js';
import { accountAt, pathRuleOf } from '../gcs/data-rules.js';
import { groupIdsOf } from '../groups/membership.js';
import { ApiError } from '../http/api-error.js';
import type { World } from '../world.js';
import { consentRequired, endpointPermissionDenied, permissionDenied } from './errors.js';
import { isGuest, jailOf, needsDataAccess } from './endpoints.js';
import type { Jail } from './storage/jail.js';
import { isWithin } from './storage/virtual-path.js';
import { transferState, type AccessRule, type Endpoint, type RoleName } from './state.js';
import { transferAll } from '../auth/well-known-scopes.js';

/** For whom permissions are decided: a caller, or the owner of a task that runs later. */
export interface Requester {
  readonly identity: Identity;
  readonly identityIds: string[];
  readonly client: string;
  /** The scopes by which the application reached Transfer through other services, the first one first; empty or absent for a call of its own. */
  readonly via?: string[];
  readonly session: Session | undefined;
}

/** The requester behind a call. */
export function requesterOf(world: World, caller: Caller): Requester {
  return {
    identity: caller.identity,
    identityIds: caller.identityIds,
    client: caller.client,
    session: sessionOf(world, caller.token),
  };
}

/** The ids of the groups an identity set belongs to. */
export function groupsOf(world: World, identityIds: string[]): string[] {
  return [...groupIdsOf(world, identityIds)];
}

/** The roles a requester has on an endpoint, directly or by a group. The owner administers it. */
export function effectiveRoles(world: World, endpoint: Endpoint, requester: Requester): RoleName[] {
  const roles = new Set<RoleName>();
  if (requester.identityIds.includes(endpoint.owner_identity)) roles.add('administrator');
  const rows = transferState(world).rolesByEndpoint.all(endpoint.id);
  if (rows.length > 0) {
    const groups = groupsOf(world, requester.identityIds);
    for (const { principal_type, principal, role } of rows) {
      if ((principal_type === 'group' ? groups : requester.identityIds).includes(principal)) roles.add(role);
    }
  }
  if (roles.has('administrator'))
    for (const role of ['access_manager', 'activity_manager', 'activity_monitor'] as const) roles.add(role);
  if (roles.has('activity_manager')) roles.add('activity_monitor');
  return [...roles];
}

/** 403 `PermissionDenied` unless the requester has one of the roles. */
export function requireRole(world: World, endpoint: Endpoint, requester: Requester, ...anyOf: RoleName[]): void {
  const roles = effectiveRoles(world, endpoint, requester);
  if (!anyOf.some((role) => roles.includes(role)))
    throw permissionDenied(`This needs the role ${anyOf.join(' or ')} on '${endpoint.display_name}'`);
}

/**
 * Whether the endpoint's data may be touched at all: it holds data, its authentication policy is satisfied, where a
 * data_access consent is needed it was given, below the scope that the data is reached by, and its storage gateway has an account
 * for the requester. Throws what the service answers otherwise.
 */
export function requireDataUse(world: World, endpoint: Endpoint, requester: Requester, by: string = transferAll): void {
  if (endpoint.entity_type === 'GCSv5_endpoint')
    throw new ApiError(409, 'NotSupported', 'A GCS endpoint holds no data; use one of its collections');
  const host =
    endpoint.mapped_collection === null ? undefined : transferState(world).endpoints.get(endpoint.mapped_collection);
  if (host?.fields['allow_guest_collections'] === false)
    throw endpointPermissionDenied('The mapped collection does not allow guest collections any more');
  const policyId = endpoint.fields['authentication_policy_id'];
  const policy = typeof policyId === 'string' ? authState(world).policies.get(policyId) : undefined;
  if (policy && !satisfies(world, requester.session, policy)) {
    const message = 'Failing collection authentication policy';
    throw new ApiError(403, 'AuthPolicyFailed', message, {
      authorization_parameters: { session_message: message, session_required_policies: [policy.id] },
    });
  }
  const scope = dataAccessScope(endpoint);
  const via = requester.via ?? [];
  if (scope !== undefined && !hasConsent(world, requester.identity.id, [...via, by, scope], requester.client)) {
    throw consentRequired([via.reduceRight((inner, outer) => `${outer}[${inner}]`, `${by}[*${scope}]`)]);
  }
  requireAccount(world, endpoint, requester.identityIds);
}

/** 403 where the storage gateway has no account for these identities, or, below a guest collection, none for its owner any more. */
export function requireAccount(world: World, endpoint: Endpoint, identityIds: readonly string[]): void {
  const used = accountAt(world, endpoint, identityIds);
  if (used && 'refused' in used) throw endpointPermissionDenied(`Denied by endpoint: ${used.refused}`);
}

/** The scope that lets Transfer touch the data of this collection; undefined where none is needed. */
export function dataAccessScope(endpoint: Endpoint): string | undefined {
  return needsDataAccess(endpoint) ? `https://auth.globus.org/scopes/${endpoint.id}/data_access` : undefined;
}

/** Whether the requester may read or write this path of the endpoint. */
export function mayAccess(
  world: World,
  endpoint: Endpoint,
  requester: Requester,
  path: string,
  mode: 'r' | 'w',
): boolean {
  if (pathRuleOf(world, endpoint, requester.identityIds, mode)?.(path) === false) return false;
  return isGranted(world, endpoint, requester, path, mode);
}

/** Whether access rules and ownership let the requester read or write this path. */
function isGranted(world: World, endpoint: Endpoint, requester: Requester, path: string, mode: 'r' | 'w'): boolean {
  if (requester.identityIds.includes(endpoint.owner_identity)) return true;
  if (endpoint.entity_type === 'GCSv5_mapped_collection') return true;
  if (!isGuest(endpoint)) return false;
  let groups: string[] | undefined;
  return rulesFor(world, endpoint, path, mode).some((rule) => {
    if (rule.principal_type === 'identity') return requester.identityIds.includes(rule.principal);
    if (rule.principal_type === 'group')
      return (groups ??= groupsOf(world, requester.identityIds)).includes(rule.principal);
    return true;
  });
}

/** The folders of an endpoint, with symlinks confined to what the requester may read or write, and every entry to what the storage gateway leaves. */
export function jailFor(world: World, endpoint: Endpoint, requester: Requester, mode: 'r' | 'w'): Jail {
  const rule = pathRuleOf(world, endpoint, requester.identityIds, mode);
  return jailOf(world, endpoint).confine((path) => isGranted(world, endpoint, requester, path, mode), rule);
}

/** The like, for somebody who is not logged in. */
export function jailForAnyone(
  world: World,
  endpoint: Endpoint,
  mode: 'r' | 'w',
  allows: (path: string) => boolean,
): Jail {
  return jailOf(world, endpoint).confine(allows, pathRuleOf(world, endpoint, [], mode));
}

/** Whether somebody who is not logged in may read or write this path. */
export function anyoneMayAccess(world: World, endpoint: Endpoint, path: string, mode: 'r' | 'w'): boolean {
  return (
    isGuest(endpoint) &&
    pathRuleOf(world, endpoint, [], mode)?.(path) !== false &&
    rulesFor(world, endpoint, path, mode).some((rule) => rule.principal_type === 'anonymous')
  );
}

/** 403 `EndpointPermissionDenied` unless `mayAccess`. */
export function requireAccess(
  world: World,
  endpoint: Endpoint,
  requester: Requester,
  path: string,
  mode: 'r' | 'w',
): void {
  if (!mayAccess(world, endpoint, requester, path, mode))
    throw endpointPermissionDenied(`No ${mode === 'r' ? 'read' : 'write'} permission on ${path}`);
}

function rulesFor(world: World, endpoint: Endpoint, path: string, mode: 'r' | 'w'): AccessRule[] {
  const now = world.clock.now();
  return transferState(world)
    .rulesByEndpoint.all(endpoint.id)
    .filter((rule) => {
      if (mode === 'w' && rule.permissions !== 'rw') return false;
      if (rule.expiration_date !== null && Date.parse(rule.expiration_date) <= now) return false;
      return isWithin(path, rule.path === '/' ? '/' : rule.path.replace(/\/$/, ''));
    });
}
