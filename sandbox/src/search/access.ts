import { bearerToken, requireCaller, type Caller } from '../auth/caller.js';
import { ApiError } from '../http/api-error.js';
import type { SandboxContext } from '../http/context.js';
import { groupIdsOf } from '../groups/membership.js';
import type { World } from '../world.js';
import { denied, missingScope, notFound, unauthorized } from './errors.js';
import { searchState, type RoleName, type SearchIndex } from './state.js';

const server = 'search.api.globus.org';
const scope = (name: string): string => `urn:globus:auth:scope:${server}:${name}`;

/** The scopes, one of which an operation of that kind needs. */
const scopes = {
  read: [scope('all'), scope('search')],
  write: [scope('all'), scope('ingest')],
  manage: [scope('all')],
  any: [scope('all'), scope('search'), scope('ingest')],
};

export const identityUrn = 'urn:globus:auth:identity:';
export const groupUrn = 'urn:globus:groups:id:';
const urn = /^urn:globus:(auth:identity|groups:id):[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether the text names an identity or a group. */
export function isPrincipalUrn(text: unknown): text is string {
  return typeof text === 'string' && urn.test(text);
}

/** The caller, who must have a token for operations of this kind. */
export function searchCaller(world: World, c: SandboxContext, kind: keyof typeof scopes): Caller {
  return requireCaller(world, c, {
    resourceServer: server,
    anyOf: scopes[kind],
    unauthorized,
    forbidden: missingScope,
  });
}

/** The caller of what may be asked without a token; a token that is not good is refused all the same. */
export function maybeCaller(world: World, c: SandboxContext, kind: keyof typeof scopes): Caller | undefined {
  const anonymous = c.env.incoming.headers.authorization === undefined && !bearerToken(world, c);
  return anonymous ? undefined : searchCaller(world, c, kind);
}

/** Whoever roles and visibility are decided for. */
type Person = Pick<Caller, 'identityIds'>;

/** The URNs that stand for the caller: identities and groups. */
export function urnsOf(world: World, caller: Person | undefined): Set<string> {
  if (!caller) return new Set();
  return new Set([
    ...caller.identityIds.map((id) => identityUrn + id),
    ...Array.from(groupIdsOf(world, caller.identityIds), (id) => groupUrn + id),
  ]);
}

/** Everything in a `visible_to` list that lets the caller see. */
export function visibilitiesOf(world: World, caller: Caller | undefined): Set<string> {
  const urns = urnsOf(world, caller);
  urns.add('public');
  if (caller) urns.add('all_authenticated_users');
  return urns;
}

/** The roles that the caller was given on the index, directly or by a group, highest first. */
export function rolesOn(world: World, index: SearchIndex, caller: Person | undefined): RoleName[] {
  const urns = urnsOf(world, caller);
  const held = new Set(
    searchState(world)
      .rolesByIndex.all(index.id)
      .flatMap(({ principal, role_name }) => (urns.has(principal) ? [role_name] : [])),
  );
  return (['owner', 'admin', 'writer'] as const).filter((role) => held.has(role));
}

/** 403 unless the caller holds one of the roles. The owner and admins may do what writers may. */
export function requireRole(
  world: World,
  index: SearchIndex,
  caller: Person | undefined,
  operation: string,
  ...anyOf: RoleName[]
): void {
  const roles = rolesOn(world, index, caller);
  if (!anyOf.some((role) => roles.includes(role))) throw denied(operation);
}

export const writers: RoleName[] = ['owner', 'admin', 'writer'];
export const admins: RoleName[] = ['owner', 'admin'];

/** The index in the request's path; 404 when there is none. */
export function indexInPath(world: World, c: SandboxContext): SearchIndex {
  return findIndex(world, c.req.param('index_id') ?? '');
}

/** The index of this id; 404 when there is none. */
export function findIndex(world: World, id: string): SearchIndex {
  const index = searchState(world).indexes.get(id.toLowerCase());
  if (!index) throw notFound('NoSuchIndex', `There is no search index named "${id}"`);
  return index;
}

/** As `indexInPath`, for what can be done to open indexes only. */
export function openIndex(world: World, c: SandboxContext): SearchIndex {
  const index = indexInPath(world, c);
  requireStatus(index, 'open');
  return index;
}

/** 409 when the index has another status. */
export function requireStatus(index: SearchIndex, status: SearchIndex['status']): void {
  if (index.status === status) return;
  throw new ApiError(
    409,
    'Conflict.IncompatibleIndexStatus',
    `Index status (${index.status}) did not match required status for this operation: ${status}`,
  );
}
