import { command, jsonObject } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../../_params.js';
import { credentialMessage, userCredentialId } from '../_credential.js';

export default command({
  summary: 'Change a user credential with a JSON document.',
  description: 'Only the keys in the document change. It is sent as it is.',
  examples: [
    {
      title: 'Send the changes',
      line: "globus gcs user-credential update from-json 'Lab endpoint' 'Ada at the lab' changes.json",
    },
  ],
  needs: ['transfer', 'gcs'],
  args: {
    endpointId,
    userCredentialId,
    userCredentialJson: jsonObject({ summary: 'The changes, or a file that holds them' }),
  },
  output: credentialMessage,
  run: async ({ args, gcs }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs user-credential update from-json');
    return manager.updateUserCredential(args.userCredentialId, args.userCredentialJson);
  },
});
