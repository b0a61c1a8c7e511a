import { asking, command, exclusive, oneOf, param } from '#command';
import { called, clientBody, clientFlags, kindFlags, madeView, nextOf } from './_client.js';

export default command({
  summary: 'Register a child of the client you run as.',
  description:
    'For services that run with credentials of their own (GLOBUS_CLI_CLIENT_ID and GLOBUS_CLI_CLIENT_SECRET): the new client belongs to them.',
  examples: [
    {
      title: 'Register a client for a tenant',
      line: "globus client create-child 'Tenant 7' --client-type confidential_client",
    },
  ],
  needs: ['auth'],
  args: { name: param.text({ summary: 'The name of the new application' }) },
  flags: { ...kindFlags, ...clientFlags },
  rules: [exclusive('clientType', 'publicClient'), asking('How is it described?', oneOf('clientType', 'publicClient'))],
  output: madeView,
  run: ({ args, flags, auth }) => auth.createClient(clientBody({ ...flags, name: args.name })),
  made: (made) => called(made),
  next: (made) => nextOf(made),
});
