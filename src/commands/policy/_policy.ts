import { list, param, recordOf, things } from '#command';
import type { AuthPolicy } from '#services/auth';

export const policyId = things.policy({ summary: 'The policy' });

/** `a.org,b.org`; nothing for an empty list; null for no constraint. */
const domains = param.custom(
  (raw): readonly string[] | null =>
    raw === 'null'
      ? null
      : raw
          .split(',')
          .map((each) => each.trim())
          .filter(Boolean),
  { metavar: 'DOMAIN,...|null' },
);
/** What creation and change of a policy share. */
export const policyFlags = {
  authenticationAssuranceTimeout: param.integer({
    summary: 'Seconds within which a login must have happened',
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
