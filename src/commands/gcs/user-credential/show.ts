import { command } from '#command';
import { itemOf } from '#globus/collections/envelope';
import { endpointToRead } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { credentialView, userCredentialId } from './_credential.js';

export default command({
  summary: 'Show a user credential.',
  examples: [{ title: 'Show it', line: "globus gcs user-credential show 'Lab endpoint' 'Ada at the lab'" }],
  needs: ['transfer', 'auth', 'gcs'],
  args: { endpointId, userCredentialId },
  output: credentialView,
  run: async ({ args, gcs, isOnScreen }) => {
    const manager = await endpointToRead(gcs, args.endpointId, 'gcs user-credential show', isOnScreen);
    return itemOf(await manager.getUserCredential(args.userCredentialId), 'user_credential');
  },
});
