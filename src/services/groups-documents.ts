/** The documents of Globus Groups, as far as they are read here. */

export type GroupRole = 'member' | 'manager' | 'admin';
export type MembershipStatus = 'active' | 'invited' | 'pending' | 'rejected' | 'removed' | 'left' | 'declined';

export interface Membership {
  readonly group_id: string;
  readonly identity_id: string;
  readonly username?: string;
  readonly role: GroupRole;
  readonly status?: MembershipStatus;
  /** What the member told the group about themselves. */
  readonly membership_fields?: Readonly<Record<string, string | null>>;
}
export interface GroupPolicies {
  readonly is_high_assurance?: boolean;
  /** Seconds. */
  readonly authentication_assurance_timeout?: number | null;
  readonly group_visibility?: 'authenticated' | 'private';
  readonly group_members_visibility?: 'members' | 'managers';
  readonly join_requests?: boolean;
  readonly signup_fields?: readonly string[];
}
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly description?: string | null;
  readonly terms_and_conditions?: string | null;
  readonly parent_id?: string | null;
  readonly group_type: string;
  readonly enforce_session: boolean;
  readonly my_memberships?: readonly Membership[];
  readonly memberships?: readonly Membership[];
  readonly policies?: GroupPolicies;
  readonly subscription_id?: string | null;
  readonly subscription_info?: SubscriptionInfo | null;
  readonly subscription_admin_verified_id?: string | null;
}
export interface SubscriptionInfo {
  readonly is_baa: boolean;
  readonly is_high_assurance: boolean;
  readonly connectors: Readonly<Record<string, { readonly is_baa: boolean; readonly is_ha: boolean }>>;
}
export interface GroupSubscription {
  readonly group_id: string;
  readonly subscription_id: string;
  readonly subscription_info: SubscriptionInfo;
}
export interface SubscriptionVerification {
  readonly group_id: string;
  readonly subscription_admin_verified_id: string | null;
}

/** What can be done about memberships, as the keys of a request and of its answer. */
export type MembershipAction =
  | 'accept'
  | 'add'
  | 'approve'
  | 'change_role'
  | 'decline'
  | 'invite'
  | 'join'
  | 'leave'
  | 'reject'
  | 'remove'
  | 'request_join';
export interface MembershipActionItem {
  readonly identity_id: string;
  readonly role?: GroupRole;
}
export type MembershipActions = { readonly [A in MembershipAction]?: readonly MembershipActionItem[] };
export interface MembershipRefusal {
  readonly identity_id: string;
  readonly code: string;
  readonly detail?: string | null;
}
export type MembershipOutcome = { readonly [A in MembershipAction]?: readonly Membership[] } & {
  readonly errors?: { readonly [A in MembershipAction]?: readonly MembershipRefusal[] };
};

/** What each identity of the caller prefers, by identity id. */
export type IdentityPreferences = Readonly<Record<string, { readonly allow_add?: boolean }>>;
/** What each identity of the caller tells a group, by identity id. */
export type MembershipFields = Readonly<Record<string, Readonly<Record<string, string | null>>>>;
