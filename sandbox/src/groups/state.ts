import { defineState } from '../state/store.js';

export const ROLES = ['member', 'manager', 'admin'] as const;
export type GroupRole = (typeof ROLES)[number];

export const STATUSES = ['active', 'invited', 'pending', 'rejected', 'removed', 'left', 'declined'] as const;
export type MembershipStatus = (typeof STATUSES)[number];

/** The fields a group may ask of those who sign up, beside who they are. */
export const SIGNUP_FIELDS = [
  'institution',
  'current_project_name',
  'address',
  'city',
  'state',
  'country',
  'address1',
  'address2',
  'zip',
  'phone',
  'department',
  'field_of_science',
] as const;

/** The fields an identity may fill in for a group. */
export const MEMBERSHIP_FIELDS = ['first_name', 'last_name', 'organization', ...SIGNUP_FIELDS] as const;

export interface Policies {
  is_high_assurance: boolean;
  /** Seconds. */
  authentication_assurance_timeout: number | null;
  group_visibility: 'authenticated' | 'private';
  group_members_visibility: 'members' | 'managers';
  join_requests: boolean;
  signup_fields: string[];
}

export interface SubscriptionInfo {
  name: string;
  subscriber_name: string;
  is_high_assurance: boolean;
  is_baa: boolean;
  connectors: Record<string, { is_ha: boolean; is_baa: boolean }>;
}

export interface Group {
  id: string;
  name: string;
  description: string | null;
  terms_and_conditions: string | null;
  parent_id: string | null;
  policies: Policies;
  /** Set for the groups that stand for a subscription. */
  subscription_id: string | null;
  subscription_info: SubscriptionInfo | null;
  subscription_admin_verified_id: string | null;
}

/** What an identity is, or was, to a group; at most one row for each pair. */
export interface Membership {
  group_id: string;
  identity_id: string;
  role: GroupRole;
  status: MembershipStatus;
  status_reason: string | null;
  invite_email_address: string | null;
  invite_time: string | null;
  updated: string;
}

/** What an identity filled in for a group, before or after it joined. */
export interface SignupAnswers {
  group_id: string;
  identity_id: string;
  fields: Record<string, string | null>;
}

/** The tables of the Groups service. */
export const groupsState = defineState((store) => {
  const groups = store.table<Group>('groups.groups');
  const memberships = store.table<Membership>('groups.memberships');
  return {
    groups,
    groupsByParent: groups.index((group) => group.parent_id ?? undefined),
    groupBySubscription: groups.index((group) => group.subscription_id ?? undefined),
    memberships,
    membershipsByGroup: memberships.index((membership) => membership.group_id),
    membershipsByIdentity: memberships.index((membership) => membership.identity_id),
    answers: store.table<SignupAnswers>('groups.signup_answers'),
    preferences: store.table<{ allow_add: boolean }>('groups.preferences'),
  };
});

/** The key of the row that ties an identity to a group. */
export function pairKey(groupId: string, identityId: string): string {
  return `${groupId} ${identityId}`;
}
