import { command, message, param } from '#command';

export default command({
  summary: 'Print an access token, refreshed if needed.',
  description: 'A token is as good as a password while it lasts: keep it out of command lines and logs.',
  examples: [{ title: 'Call a service with curl', line: 'globus auth token transfer' }],
  needs: ['session'],
  args: {
    service: param.text({
      summary: 'The service: auth, transfer, groups, search, flows, timers, compute, or an id',
      metavar: 'SERVICE',
    }),
  },
  output: message((document: { access_token: string }) => document.access_token),
  run: async ({ args, session }) => ({ access_token: await session.token(args.service) }),
});
