import { command, exclusive, param, things, sentence } from '#command';
import { scopeBody, scopeFlags, scopeView } from './_scope.js';

export default command({
  summary: 'Make a scope of a service.',
  description: 'Its string is made of the client id and the suffix: https://auth.globus.org/scopes/CLIENT_ID/SUFFIX',
  examples: [
    {
      title: 'Make a scope',
      line: "globus scope create 'Beamline tool' submit --name 'Submit measurements' --description 'Send measurements to the archive'",
    },
    {
      title: 'Make one that needs Transfer',
      line: "globus scope create 'Beamline tool' copy --name Copy --description 'Copy measurements' --dependent-scope SCOPE_ID:refresh",
    },
  ],
  needs: ['auth'],
  args: {
    clientId: things.client({ summary: 'The client that is the service' }),
    scopeSuffix: param.text({ summary: 'The end of its string' }),
  },
  flags: {
    name: param.text({ summary: 'What people see when they consent', required: true }),
    description: param.text({ summary: 'What the service can then do, for people', required: true }),
    ...scopeFlags,
  },
  rules: [exclusive('requiredDomain', 'noRequiredDomains'), exclusive('dependentScope', 'noDependentScopes')],
  output: scopeView,
  run: ({ args, flags, auth }) =>
    auth.createScope(args.clientId, scopeBody({ ...flags, scopeSuffix: args.scopeSuffix })),
  next: ({ scope }) => sentence`See it:  globus scope show ${scope.id}`,
});
