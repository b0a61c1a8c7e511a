import { command, firstRows, optionalLimit, table } from '#command';
import type { AuthPolicy } from '#services/auth';

export default command({
  summary: 'List the policies of your projects.',
  examples: [{ title: 'List them', line: 'globus policy list' }],
  needs: ['auth'],
  flags: { limit: optionalLimit },
  nothing: 'None of your projects has a policy. Make one:  globus policy create',
  output: table((document: { readonly policies: readonly AuthPolicy[] }) => document.policies, {
    'Policy ID': 'id',
    Name: 'display_name',
    'Project ID': 'project_id',
    'High Assurance': 'high_assurance',
    'Required MFA': 'required_mfa',
  }),
  run: async ({ flags, auth }) => firstRows(await auth.getPolicies(), 'policies', flags.limit),
});
