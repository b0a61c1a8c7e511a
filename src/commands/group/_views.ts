import { onScreen, record, sortedList, things } from '#command';
import type { Group, GroupSubscription } from '#services/groups';
import { groupSummary } from './_screen.js';

export const groupId = things.group({ summary: 'The group' });
/** One that the caller may change, manage the members of, is in, or may come to be in: others are not offered. */
export const administeredGroupId = things.group({ summary: 'The group', only: 'administered' });
export const managedGroupId = things.group({ summary: 'The group', only: 'managed' });
export const joinedGroupId = things.group({ summary: 'The group', only: 'joined' });
export const invitedGroupId = things.group({ summary: 'The group', only: 'invited' });

export const sessionEnforcement = (group: Partial<Group>) => (group.enforce_session ? 'strict' : 'not strict');
/** The roles of the caller's identities in the group. */
export const roles = sortedList<Partial<Group>>((group) => group.my_memberships?.map(({ role }) => role));

export const groupColumns = {
  Name: 'name',
  Description: 'description',
  Type: 'group_type',
  Visibility: 'policies.group_visibility',
  'Membership Visibility': 'policies.group_members_visibility',
  'Session Enforcement': sessionEnforcement,
  'Join Requests Allowed': 'policies.join_requests',
  'Signup Fields': sortedList<Partial<Group>>((group) => group.policies?.signup_fields),
  Roles: roles,
  'Terms and Conditions': 'terms_and_conditions',
} as const;
export const groupDetail = onScreen<Group>(groupSummary, record<Group>({ 'Group ID': 'id', ...groupColumns }));

export const subscriptionColumns = {
  'Group ID': 'group_id',
  'Subscription ID': 'subscription_id',
  BAA: 'subscription_info.is_baa',
  'High Assurance': 'subscription_info.is_high_assurance',
} as const;
export const subscriptionDetail = record<GroupSubscription>(subscriptionColumns);
