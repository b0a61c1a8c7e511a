import { command, oneOf, param, things, reading } from '#command';
import { policyBody, policyFlags, policyId, policyView } from './_policy.js';

export default command({
  summary: 'Change a policy for logins.',
  examples: [
    { title: 'Let every domain in again', line: "globus policy update 'Lab only' --domain-constraints-include null" },
  ],
  needs: ['auth'],
  args: { policyId },
  flags: {
    displayName: param.text({ summary: 'Its name', bare: 'Rename it' }),
    description: param.text({ summary: 'What it is for' }),
    project: things.project({ summary: 'The project it belongs to', metavar: 'PROJECT_ID' }),
    ...policyFlags,
  },
  rules: [
    oneOf(
      'displayName',
      'description',
      'project',
      'authenticationAssuranceTimeout',
      'requiredMfa',
      'domainConstraintsInclude',
      'domainConstraintsExclude',
    ),
  ],
  changes: {
    now: reading(
      ({ policyId: id }, { auth }) => auth.getPolicy(id),
      ({ policy: document }) => ({ document }),
    ),
    fields: { project: 'project_id' },
  },
  output: policyView,
  run: ({ args, flags, auth }) => auth.updatePolicy(args.policyId, policyBody(flags)),
});
