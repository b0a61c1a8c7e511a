import { bad, list, param, recordOf, things } from '#command';
import type { AuthPolicy } from '#services/auth';

export const policyId = things.policy({ summary: 'The policy' });

/** `a.org,b.org`; `[]` for an empty list; null for no constraint. Nothing at all is more likely a variable that is empty. */
const domains = param.custom(
  (raw, context): readonly string[] | null => {
    if (raw === 'null') return null;
    if (raw === '[]') return [];
    const some = raw
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean);
    if (some.length && some.every((each) => /^[^\s;"'[\]{}()<>|]+$/.test(each))) return some;
    throw bad(context, raw, 'a list of domains; null is for no constraint, and [] for an empty list');
  },
  { metavar: 'DOMAIN,...|[]|null' },
);
/** What creation and change of a policy share. */
export const policyFlags = {
  authenticationAssuranceTimeout: param.integer({
    summary: 'How many seconds ago a login may have happened',
    metavar: 'SECONDS',
    min: 0,
  }),
  requiredMfa: param.toggle({ summary: 'Ask for a second factor', off: ['--no-required-mfa'] }),
  domainConstraintsInclude: domains({ summary: 'Let in identities of these domains only' }),
  domainConstraintsExclude: domains({ summary: 'Let in no identity of these domains' }),
};

const fields: Readonly<Record<string, string>> = {
  project: 'project_id',
  displayName: 'display_name',
  description: 'description',
  highAssurance: 'high_assurance',
  authenticationAssuranceTimeout: 'authentication_assurance_timeout',
  requiredMfa: 'required_mfa',
  domainConstraintsInclude: 'domain_constraints_include',
  domainConstraintsExclude: 'domain_constraints_exclude',
};
/** The envelope with the fields that were given. */
export const policyBody = (given: Readonly<Record<string, unknown>>) => {
  const present = Object.entries(fields).filter(([key]) => given[key] !== undefined);
  return { policy: Object.fromEntries(present.map(([key, field]) => [field, given[key]] as const)) };
};

/** One policy, out of its envelope. */
export const policyView = recordOf((document: { readonly policy: AuthPolicy }) => document.policy, {
  'Policy ID': 'id',
  'Project ID': 'project_id',
  Name: 'display_name',
  Description: 'description',
  'High Assurance': 'high_assurance',
  'Authentication Assurance Timeout': 'authentication_assurance_timeout',
  'Required MFA': 'required_mfa',
  'Included Domains': list('domain_constraints_include'),
  'Excluded Domains': list('domain_constraints_exclude'),
});
