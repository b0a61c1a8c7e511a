import type { Caller } from '../auth/caller.js';
import { authState } from '../auth/state.js';
import { ApiError } from '../http/api-error.js';
import type { World } from '../world.js';
import { allScope, maySeeMembers, requireFreshSession, sessionTimeouts } from './access.js';
import { allowedActions } from './actions.js';
import { forbidden } from './errors.js';
import { membershipsIn } from './membership.js';
import { groupsState, pairKey, type Group, type Membership } from './state.js';

const includes = ['memberships', 'my_memberships', 'policies', 'allowed_actions', 'child_ids'];

/** The parts of a group document asked for by the `include` parameters, each of which may be a list; 422 for unknown ones. */
export function includesOf(parameters: string[]): Set<string> {
  const names = new Set(
    parameters
      .flatMap((text) => text.split(','))
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
  const unknown = [...names].filter((name) => !includes.includes(name));
  if (unknown.length > 0)
    throw new ApiError(
      422,
      'INVALID_INCLUDE',
      `cannot include ${unknown.join(', ')}; allowed are ${includes.join(', ')}`,
    );
  return names;
}

/**
 * The document of a group for a caller who may see it. The caller's memberships and the policies are always there. Asked for
 * members the caller may not see, it is a 403: a list silently left out would read as an empty group.
 */
export function groupDocument(
  world: World,
  group: Group,
  caller: Caller,
  include: ReadonlySet<string> = new Set(),
): Record<string, unknown> {
  const full = caller.scopes.has(allScope);
  const mine = membershipsIn(world, group, caller.identityIds);
  const insider = mine.some(({ status }) => status === 'active');
  return {
    id: group.id,
    name: group.name,
    description: group.description,
    terms_and_conditions: group.terms_and_conditions,
    group_type: group.subscription_id === null ? 'regular' : 'plus',
    parent_id: group.parent_id,
    enforce_session: group.policies.is_high_assurance,
    session_limit: group.policies.authentication_assurance_timeout ?? 28_800,
    session_timeouts: sessionTimeouts(world, group, caller),
    my_memberships: mine.map((membership) => membershipDocument(world, membership)),
    policies: group.policies,
    subscription_id: group.subscription_id,
    subscription_info: insider ? group.subscription_info : null,
    subscription_admin_verified_id: group.subscription_admin_verified_id,
    ...(include.has('child_ids') ? { child_ids: childrenOf(world, group).map(({ id }) => id) } : {}),
    ...(include.has('memberships') ? { memberships: full ? allMemberships(world, group, caller) : null } : {}),
    ...(include.has('allowed_actions') ? { allowed_actions: full ? allowedActions(world, group, caller) : null } : {}),
  };
}

/** The document of a membership. */
export function membershipDocument(world: World, membership: Membership): Record<string, unknown> {
  return {
    ...membership,
    username: authState(world).identities.get(membership.identity_id)?.username ?? membership.identity_id,
    membership_fields:
      groupsState(world).answers.get(pairKey(membership.group_id, membership.identity_id))?.fields ?? {},
  };
}

/** The groups directly below a group. */
export function childrenOf(world: World, group: Group): Group[] {
  return groupsState(world).groupsByParent.all(group.id);
}

function allMemberships(world: World, group: Group, caller: Caller): Record<string, unknown>[] {
  if (!maySeeMembers(world, group, caller)) throw forbidden('You may not see who is in this group');
  requireFreshSession(world, group, caller);
  return groupsState(world)
    .membershipsByGroup.all(group.id)
    .map((membership) => membershipDocument(world, membership));
}
