import { command, param, things } from '#command';
import type { AuthClient } from '#services/auth';
import { clientView } from './_client.js';

export default command({
  summary: 'Show a client.',
  examples: [
    { title: 'Show a client', line: "globus client show 'Beamline tool'" },
    { title: 'Show the client that a domain belongs to', line: 'globus client show --fqdn portal.example.org' },
  ],
  needs: ['auth'],
  args: { clientId: things.client({ summary: 'The client', optional: true }) },
  flags: { fqdn: param.text({ summary: 'The client that this domain belongs to', metavar: 'DOMAIN' }) },
  check: ({ args, flags }) =>
    Boolean(args.clientId) === (flags.fqdn !== undefined) ? 'Give either a CLIENT_ID or --fqdn.' : undefined,
  output: clientView,
  run: ({ args, flags, auth }) =>
    args.clientId
      ? auth.getClient(args.clientId)
      : (auth.getClients({ fqdn: flags.fqdn }) as Promise<{ client: AuthClient }>),
});
