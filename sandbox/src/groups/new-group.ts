import type { World } from '../world.js';
import { defaultPolicies } from './policies.js';
import { groupsState, pairKey, type Group, type GroupRole, type Membership, type Policies } from './state.js';

/** Creates a group with every field it must have, without members. */
export function newGroup(
  world: World,
  fields: Partial<Group> & { name: string },
  policies: Partial<Policies> = {},
): Group {
  const id = fields.id ?? world.ids.uuid('group');
  return groupsState(world).groups.put(id, {
    description: null,
    terms_and_conditions: null,
    parent_id: null,
    subscription_id: null,
    subscription_info: null,
    subscription_admin_verified_id: null,
    ...fields,
    id,
    policies: { ...defaultPolicies, ...policies },
  });
}

/** Makes the identity an active member in this role. */
export function putMember(world: World, group: Group, identityId: string, role: GroupRole): Membership {
  return groupsState(world).memberships.put(pairKey(group.id, identityId), {
    group_id: group.id,
    identity_id: identityId,
    role,
    status: 'active',
    status_reason: null,
    invite_email_address: null,
    invite_time: null,
    updated: new Date(world.clock.now()).toISOString().replace('Z', '+00:00'),
  });
}
