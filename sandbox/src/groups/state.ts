import { defineState } from '../state/store.js';

export const roles = ['member', 'manager', 'admin'] as const;
export type GroupRole = (typeof roles)[number];

export const statuses = ['active', 'invited', 'pending', 'rejected', 'removed', 'left', 'declined'] as const;
export type MembershipStatus = (typeof statuses)[number];

/** The fields a group may ask of those who sign up, beside who they are. */
export const signupFields = [
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
export const membershipFields = ['first_name', 'last_name', 'organization', ...signupFields] as const;

export interface Policies {
  readonly is_high_assurance: boolean;
  /** Seconds. */
  readonly authentication_assurance_timeout: number | null;
  readonly group_visibility: 'authenticated' | 'private';
  readonly group_members_visibility: 'members' | 'managers';
  readonly join_requests: boolean;
  readonly signup_fields: string[];
}

export interface SubscriptionInfo {
  readonly name: string;
  readonly subscriber_name: string;
  readonly is_high_assurance: boolean;
  readonly is_baa: boolean;
  readonly connectors: Record<string, { is_ha: boolean; is_baa: boolean }>;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly terms_and_conditions: string | null;
  readonly parent_id: string | null;
  readonly policies: Policies;
  /** Set for the groups that stand for a subscription. */
  readonly subscription_id: string | null;
  readonly subscription_info: SubscriptionInfo | null;
  readonly subscription_admin_verified_id: string | null;
}

/** What an identity is, or was, to a group; at most one row for each pair. */
export interface Membership {
  readonly group_id: string;
  readonly identity_id: string;
  readonly role: GroupRole;
  readonly status: MembershipStatus;
  readonly status_reason: string | null;
  readonly invite_email_address: string | null;
  readonly invite_time: string | null;
  readonly updated: string;
}

/** What an identity filled in for a group, before or after it joined. */
export interface SignupAnswers {
  readonly group_id: string;
  readonly identity_id: string;
  readonly fields: Record<string, string | null>;
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
