import { asking, command, exclusive, oneOf, param, things } from '#command';
import { called, clientBody, clientFlags, kindFlags, madeView, nextOf } from './_client.js';

export default command({
  summary: 'Register an application or a service.',
  description: 'If the client can keep a secret, make one with `globus client credential create`.',
  examples: [
    {
      title: 'Register a program people install',
      line: "globus client create 'Beamline tool' --project 'Beamline portal' --client-type public_installed_client --redirect-uri https://auth.globus.org/v2/web/auth-code",
    },
    {
      title: 'Register a robot account',
      line: "globus client create 'Nightly copy' --project 'Beamline portal' --client-type client_identity",
    },
  ],
  needs: ['auth'],
  args: { name: param.text({ summary: 'The name of the new application' }) },
  flags: {
    project: things.project({ summary: 'The project it belongs to', metavar: 'PROJECT_ID', required: true }),
    ...kindFlags,
    ...clientFlags,
  },
  rules: [exclusive('clientType', 'publicClient'), asking('How is it described?', oneOf('clientType', 'publicClient'))],
  output: madeView,
  run: ({ args, flags, auth }) => auth.createClient(clientBody({ ...flags, name: args.name })),
  made: (made) => called(made),
  next: (made) => nextOf(made),
});
