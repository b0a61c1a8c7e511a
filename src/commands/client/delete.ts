import { command, message, sentence } from '#command';
import { clientLoss } from '#globus/losing/applications';
import type { AuthClient } from '#services/auth';
import { clientId } from './_client.js';

export default command({
  summary: 'Delete a client: nobody can use it any more.',
  examples: [{ title: 'Delete a client', line: "globus client delete 'Beamline tool'" }],
  needs: ['auth'],
  args: { clientId },
  losing: { what: ({ args, auth }) => clientLoss(args.clientId, auth) },
  output: message(
    ({ client }: { readonly client: AuthClient }) => sentence`Client ${client.id} (${client.name}) deleted.`,
  ),
  run: ({ args, auth }) => auth.deleteClient(args.clientId),
});
