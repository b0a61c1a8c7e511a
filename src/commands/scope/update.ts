import { command, exclusive, oneOf, param, reading } from '#command';
import { scopeBody, scopeFlags, scopeId, scopeView } from './_scope.js';

export default command({
  summary: 'Change a scope of a service.',
  description: 'With --dependent-scope or --required-domain, only those named apply from now on.',
  examples: [{ title: 'Let others find a scope', line: "globus scope update 'Submit measurements' --advertised" }],
  needs: ['auth'],
  args: { scopeId },
  flags: {
    name: param.text({ summary: 'What people see when they consent', bare: 'Rename it' }),
    description: param.text({ summary: 'What the service can then do, for people' }),
    scopeSuffix: param.text({ summary: 'The end of its string' }),
    ...scopeFlags,
  },
  rules: [
    exclusive('requiredDomain', 'noRequiredDomains'),
    exclusive('dependentScope', 'noDependentScopes'),
    oneOf(
      'name',
      'description',
      'scopeSuffix',
      'requiredDomain',
      'noRequiredDomains',
      'dependentScope',
      'noDependentScopes',
      'advertised',
      'allowsRefreshToken',
    ),
  ],
  changes: {
    now: reading(
      ({ scopeId: id }, { auth }) => auth.getScope(id),
      ({ scope: document }) => ({ document }),
    ),
    fields: { requiredDomain: 'required_domains' },
  },
  output: scopeView,
  run: ({ args, flags, auth }) => auth.updateScope(args.scopeId, scopeBody(flags)),
});
