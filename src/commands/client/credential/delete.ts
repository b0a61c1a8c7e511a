import { command, message, ownedByName, sentence } from '#command';
import { credentialLoss } from '#globus/losing/applications';
import type { ClientCredential } from '#services/auth';
import { clientId } from '../_client.js';

export default command({
  summary: 'Delete a credential: its secret stops working.',
  examples: [{ title: 'Delete a credential', line: "globus client credential delete 'Beamline tool' host7" }],
  needs: ['auth'],
  args: { clientId, credentialId: ownedByName('clientCredential', 'clientId')({ summary: 'The credential' }) },
  losing: { what: ({ args, auth }) => credentialLoss(args.clientId, args.credentialId, auth) },
  output: message(
    ({ credential }: { readonly credential: ClientCredential }) =>
      sentence`Credential ${credential.id} (${credential.name}) deleted.`,
  ),
  run: ({ args, auth }) => auth.deleteClientCredential(args.clientId, args.credentialId),
});
