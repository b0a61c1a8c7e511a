import { command, oneOf, param, together } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../../_params.js';
import { credentialMessage, displayName, userCredentialId } from '../_credential.js';

export default command({
  summary: 'Change the keys or the name of an S3 credential.',
  examples: [
    {
      title: 'Change the keys',
      line: "globus gcs user-credential update s3 'Lab endpoint' 'Ada at the lab' --s3-key-id KEY_ID --s3-secret-key-file secret.txt",
    },
  ],
  needs: ['transfer', 'gcs'],
  args: { endpointId, userCredentialId },
  flags: {
    s3KeyId: param.text({ summary: 'The access key id', names: ['--s3-key-id'] }),
    s3SecretKey: param.secret({ summary: 'The secret key', names: ['--s3-secret-key'] }),
    displayName: { ...displayName, bare: 'Rename it' },
  },
  rules: [together('s3KeyId', 's3SecretKey'), oneOf('s3KeyId', 's3SecretKey', 'displayName')],
  output: credentialMessage,
  run: async ({ args, flags, gcs }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs user-credential update s3');
    const keys = {
      DATA_TYPE: 's3_user_credential_policies#1.0.0',
      s3_key_id: flags.s3KeyId,
      s3_secret_key: flags.s3SecretKey,
    };
    return manager.updateUserCredential(args.userCredentialId, {
      DATA_TYPE: 'user_credential#1.0.0',
      ...(flags.s3KeyId !== undefined && { policies: keys }),
      ...(flags.displayName !== undefined && { display_name: flags.displayName }),
    });
  },
});
