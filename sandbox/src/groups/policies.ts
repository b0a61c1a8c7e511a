import type { Json } from '../http/body.js';
import type { Issues } from '../http/issues.js';
import { signupFields, type Policies } from './state.js';

/** What a group without policies of its own has: invisible, closed, its members known to its managers only. */
export const defaultPolicies: Policies = {
  is_high_assurance: false,
  authentication_assurance_timeout: 28_800,
  group_visibility: 'private',
  group_members_visibility: 'managers',
  join_requests: false,
  signup_fields: [],
};

/** `base` with what the document says differently; null means no change. What is wrong is noted in `issues`. */
export function readPolicies(
  issues: Issues,
  document: Json,
  loc: string[],
  base: Policies = defaultPolicies,
): Policies {
  if (!issues.fits(document, 'object', loc)) return base;
  const given = issues.read<Policies>(document, loc, {
    is_high_assurance: { kind: 'boolean' },
    authentication_assurance_timeout: { kind: 'integer' },
    group_visibility: { kind: ['authenticated', 'private'] },
    group_members_visibility: { kind: ['members', 'managers'] },
    join_requests: { kind: 'boolean' },
    signup_fields: { kind: 'list' },
  });
  given.signup_fields?.forEach((field, index) => issues.fits(field, signupFields, [...loc, 'signup_fields', index]));
  return { ...base, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) };
}
