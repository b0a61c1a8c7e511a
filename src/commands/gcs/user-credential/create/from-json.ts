import { command, jsonObject } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../../_params.js';
import { credentialMessage } from '../_credential.js';

export default command({
  summary: 'Register a user credential from its JSON document.',
  description: 'For connectors and settings that have no command of their own. The document is sent as it is.',
  examples: [
    { title: 'Send a document', line: "globus gcs user-credential create from-json 'Lab endpoint' credential.json" },
  ],
  needs: ['transfer', 'gcs'],
  args: { endpointId, userCredentialJson: jsonObject({ summary: 'The document, or a file that holds it' }) },
  output: credentialMessage,
  run: async ({ args, gcs }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs user-credential create from-json');
    return manager.createUserCredential(args.userCredentialJson);
  },
  next: (_made, { args }) => `See yours:  globus gcs user-credential list ${args.endpointId}`,
});
