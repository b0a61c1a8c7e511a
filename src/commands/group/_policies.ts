import { bad, list, param, record } from '#command';
import type { GroupPolicies } from '#services/groups';

/** What a group may ask of those who join. */
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

/** Several of these words, joined by commas, in any case; an empty text is none of them. */
export const wordsOf = <const W extends string>(words: readonly W[]) =>
  param.custom(
    (raw, context): W[] =>
      (raw === '' ? [] : raw.split(',')).map((each) => {
        const found = words.find((word) => word === each.trim().toLowerCase());
        if (found === undefined) throw bad(context, each, `one of ${words.map((word) => `'${word}'`).join(', ')}`);
        return found;
      }),
    { metavar: `{${words.join(',')}}` },
  );

export const policiesView = record<GroupPolicies>({
  'High Assurance': 'is_high_assurance',
  'Authentication Timeout': 'authentication_assurance_timeout',
  Visibility: 'group_visibility',
  'Membership Visibility': 'group_members_visibility',
  'Join Requests Allowed': 'join_requests',
  'Signup Fields': list(({ signup_fields: fields = [] }: GroupPolicies) => fields, ','),
});
