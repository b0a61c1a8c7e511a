import { command } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { credentialLoss } from '#globus/losing/collections';
import { endpointId } from '../_params.js';
import { serviceMessage } from '../_views.js';
import { userCredentialId } from './_credential.js';

export default command({
  summary: 'Delete a user credential.',
  description: 'Guest collections that use it stop working.',
  examples: [{ title: 'Delete it', line: "globus gcs user-credential delete 'Lab endpoint' 'Ada at the lab'" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId, userCredentialId },
  losing: { what: ({ args, ...tools }) => credentialLoss(args.endpointId, args.userCredentialId, tools) },
  output: serviceMessage,
  run: async ({ args, gcs }) =>
    (await endpointManager(gcs, args.endpointId, 'gcs user-credential delete')).deleteUserCredential(
      args.userCredentialId,
    ),
});
