import type {
  Group,
  GroupPolicies,
  GroupSubscription,
  IdentityPreferences,
  MembershipActions,
  MembershipFields,
  MembershipOutcome,
  SubscriptionVerification,
} from './groups-documents.js';
import type { Http, Query } from './http.js';
import { path } from './path.js';

export type * from './groups-documents.js';

type Body = Readonly<Record<string, unknown>>;

/** Globus Groups: one line per operation, in the order of the service's reference. */
export const operations = (http: Http) => ({
  getMyGroups: (query: Query = {}) => http.get<readonly Group[]>('v2/groups/my_groups', { query, isList: true }),
  getGroup: (id: string, query: Query = {}) => http.get<Group>(path`v2/groups/${id}`, { query }),
  getGroupBySubscriptionId: (subscriptionId: string) =>
    http.get<GroupSubscription>(path`v2/subscription_info/${subscriptionId}`),
  deleteGroup: (id: string) => http.delete<Group>(path`v2/groups/${id}`, { carries: 'id' }),
  createGroup: (json: Body) => http.post<Group>('v2/groups', { json, makesAnew: true, carries: 'id' }),
  updateGroup: (id: string, json: Body) => http.put<Group>(path`v2/groups/${id}`, { json, carries: 'id' }),
  getGroupPolicies: (id: string) => http.get<GroupPolicies>(path`v2/groups/${id}/policies`),
  setGroupPolicies: (id: string, json: GroupPolicies) =>
    http.put<GroupPolicies>(path`v2/groups/${id}/policies`, { json }),
  getIdentityPreferences: () => http.get<IdentityPreferences>('v2/preferences'),
  setIdentityPreferences: (json: IdentityPreferences) => http.put<IdentityPreferences>('v2/preferences', { json }),
  getMembershipFields: (id: string) => http.get<MembershipFields>(path`v2/groups/${id}/membership_fields`),
  setMembershipFields: (id: string, json: MembershipFields) =>
    http.put<MembershipFields>(path`v2/groups/${id}/membership_fields`, { json }),
  batchMembershipAction: (id: string, json: MembershipActions) =>
    http.post<MembershipOutcome>(path`v2/groups/${id}`, { json }),
  setSubscriptionAdminVerified: (id: string, subscriptionId: string | null) =>
    http.put<SubscriptionVerification>(path`v2/groups/${id}/subscription_admin_verified`, {
      json: { subscription_admin_verified_id: subscriptionId },
    }),
});
export type GroupsOperations = ReturnType<typeof operations>;
