import { command, firstRows, optionalLimit, table } from '#command';
import type { ClientCredential } from '#services/auth';
import { clientId } from '../_client.js';

export default command({
  summary: 'List the credentials of a client, without secrets.',
  examples: [{ title: 'List them', line: "globus client credential list 'Beamline tool'" }],
  needs: ['auth'],
  args: { clientId },
  flags: { limit: optionalLimit },
  nothing: 'This application has no secrets. Make one:  globus client credential create',
  output: table((document: { readonly credentials: readonly ClientCredential[] }) => document.credentials, {
    'Credential ID': 'id',
    Name: 'name',
    Created: 'created',
  }),
  run: async ({ args, flags, auth }) =>
    firstRows(await auth.getClientCredentials(args.clientId), 'credentials', flags.limit),
});
