import { command, oneOf, param, reading } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { credentialSettings } from '#globus/collections/settings';
import { endpointId } from '../../_params.js';
import { credentialMessage, displayName, userCredentialId } from '../_credential.js';

export default command({
  summary: 'Change the account or name of a POSIX credential.',
  examples: [
    {
      title: 'Use another account',
      line: "globus gcs user-credential update posix 'Lab endpoint' 'Ada at the lab' --local-username ada2",
    },
  ],
  needs: ['transfer', 'gcs'],
  args: { endpointId, userCredentialId },
  flags: {
    localUsername: param.text({ summary: 'The account on the storage' }),
    displayName: { ...displayName, bare: 'Rename it' },
  },
  rules: [oneOf('localUsername', 'displayName')],
  changes: {
    now: reading(({ endpointId: at, userCredentialId: id }, { gcs }) =>
      credentialSettings(gcs, { endpointId: at, id }, 'gcs user-credential update posix'),
    ),
    fields: { localUsername: 'username' },
  },
  output: credentialMessage,
  run: async ({ args, flags, gcs }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs user-credential update posix');
    return manager.updateUserCredential(args.userCredentialId, {
      DATA_TYPE: 'user_credential#1.0.0',
      ...(flags.localUsername !== undefined && { username: flags.localUsername }),
      ...(flags.displayName !== undefined && { display_name: flags.displayName }),
    });
  },
});
