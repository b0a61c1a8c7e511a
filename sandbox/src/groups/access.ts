import { requireCaller, type Caller } from '../auth/caller.js';
import { sessionOf } from '../auth/introspection.js';
import { ApiError } from '../http/api-error.js';
import type { SandboxContext } from '../http/context.js';
import { uuidParam } from '../http/issues.js';
import type { World } from '../world.js';
import { forbidden, groupNotFound, unauthorized } from './errors.js';
import { membershipsIn, reaches, roleIn } from './membership.js';
import { groupsState, type Group, type GroupRole } from './state.js';

const scope = 'urn:globus:auth:scope:groups.api.globus.org:';

/** Lets one see one's own groups and memberships, and nothing else. */
const viewScope = `${scope}view_my_groups_and_memberships`;
export const allScope = `${scope}all`;

/** The caller of a request that may change things, or (`view`) of one that only looks at the caller's own groups. */
export function groupsCaller(world: World, c: SandboxContext, need: 'all' | 'view' = 'all'): Caller {
  const caller = requireCaller(world, c, {
    resourceServer: 'groups.api.globus.org',
    unauthorized,
    forbidden: () => forbidden('The token has no scope of Groups'),
  });
  if (!caller.scopes.has(allScope) && !(need === 'view' && caller.scopes.has(viewScope))) {
    throw new ApiError(403, 'MISSING_SCOPES', `This needs the scope ${allScope}`, {
      provided_scopes: [...caller.scopes],
    });
  }
  return caller;
}

/** The group a request's path names: 422 for what is no id, 404 for no group, 403 for a private one the caller has no part in. */
export function groupInPath(world: World, c: SandboxContext, caller: Caller): Group {
  const id = uuidParam('group_id', c.req.param('group_id'));
  const group = groupsState(world).groups.get(id);
  if (!group) throw groupNotFound(id);
  if (!maySee(world, group, caller)) throw forbidden('This group is private and you are not a member of it');
  return group;
}

/** Whether the caller may see the group: everyone, or those who are in, invited or asking to be let in. */
export function maySee(world: World, group: Group, { identityIds }: Caller): boolean {
  if (group.policies.group_visibility === 'authenticated') return true;
  return membershipsIn(world, group, identityIds).some(
    ({ status }) => status === 'active' || status === 'invited' || status === 'pending',
  );
}

/** Whether the caller may see who is in the group. */
export function maySeeMembers(world: World, group: Group, { identityIds }: Caller): boolean {
  return reaches(
    roleIn(world, group, identityIds),
    group.policies.group_members_visibility === 'members' ? 'member' : 'manager',
  );
}

/** 403 unless one of the caller's identities has at least this role; 401 with what to do where the session is too old. */
export function requireRole(world: World, group: Group, caller: Caller, least: GroupRole): void {
  if (!reaches(roleIn(world, group, caller.identityIds), least))
    throw forbidden(`This needs the role ${least} in the group`);
  requireFreshSession(world, group, caller);
}

/** For high assurance groups: 401 unless one of the caller's member identities authenticated recently enough. */
export function requireFreshSession(world: World, group: Group, caller: Caller): void {
  if (!group.policies.is_high_assurance || caller.identity.kind === 'client') return;
  const members = membershipsIn(world, group, caller.identityIds).map(({ identity_id }) => identity_id);
  const timeouts = sessionTimeouts(world, group, caller);
  if (members.some((id) => (timeouts[id]?.expires_in ?? 0) > 0)) return;
  const message = 'This group is high assurance: authenticate again to use it';
  throw new ApiError(401, 'SESSION_TIMEOUT', message, {
    authorization_parameters: {
      session_message: message,
      session_required_identities: members.length > 0 ? members : caller.identityIds,
      prompt: 'login',
    },
  });
}

/** For a high assurance group: when each of the caller's authentications becomes too old for it. */
export function sessionTimeouts(
  world: World,
  group: Group,
  caller: Caller,
): Record<string, { expire_time: string; expires_in: number }> {
  if (!group.policies.is_high_assurance) return {};
  const limit = group.policies.authentication_assurance_timeout ?? 28_800;
  const now = Math.floor(world.clock.now() / 1000);
  const authentications = Object.entries(sessionOf(world, caller.token)?.authentications ?? {});
  return Object.fromEntries(
    authentications.map(([id, { auth_time }]) => [
      id,
      {
        expire_time: new Date((auth_time + limit) * 1000).toISOString().replace('.000Z', '+00:00'),
        expires_in: Math.max(0, auth_time + limit - now),
      },
    ]),
  );
}
