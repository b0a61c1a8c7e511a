import type { World } from '../world.js';
import { groupsState, pairKey, type Group, type GroupRole, type Membership } from './state.js';

const rank: Record<GroupRole, number> = { member: 1, manager: 2, admin: 3 };

/** Whether the identity is an active member of the group, in whatever role. For every service that takes groups as principals. */
export function isMember(world: World, groupId: string, identityId: string): boolean {
  return groupsState(world).memberships.get(pairKey(groupId, identityId))?.status === 'active';
}

/** The ids of the groups that at least one of the identities is an active member of. */
export function groupIdsOf(world: World, identityIds: Iterable<string>): Set<string> {
  const ids = new Set<string>();
  for (const membership of membershipsOf(world, identityIds))
    if (membership.status === 'active') ids.add(membership.group_id);
  return ids;
}

/** Whether there is a group with this id. */
export function isGroup(world: World, groupId: string): boolean {
  return groupsState(world).groups.has(groupId);
}

/** Every membership of the identities, whatever its status, in the order in which the groups were first met. */
export function membershipsOf(world: World, identityIds: Iterable<string>): Membership[] {
  const { membershipsByIdentity } = groupsState(world);
  return [...identityIds].flatMap((id) => membershipsByIdentity.all(id));
}

/** What the identities are to the group, whatever their status. */
export function membershipsIn(world: World, group: Group, identityIds: Iterable<string>): Membership[] {
  const { memberships } = groupsState(world);
  return [...identityIds].flatMap((id) => memberships.get(pairKey(group.id, id)) ?? []);
}

/** The highest role among the identities' active memberships of the group. */
export function roleIn(world: World, group: Group, identityIds: Iterable<string>): GroupRole | undefined {
  let highest: GroupRole | undefined;
  for (const { role, status } of membershipsIn(world, group, identityIds)) {
    if (status === 'active' && (highest === undefined || rank[role] > rank[highest])) highest = role;
  }
  return highest;
}

/** Whether a role is at least as high as another. */
export function reaches(role: GroupRole | undefined, least: GroupRole): boolean {
  return role !== undefined && rank[role] >= rank[least];
}

/** How many active admins the group has. */
export function adminCount(world: World, group: Group): number {
  return groupsState(world)
    .membershipsByGroup.all(group.id)
    .filter(({ role, status }) => role === 'admin' && status === 'active').length;
}
