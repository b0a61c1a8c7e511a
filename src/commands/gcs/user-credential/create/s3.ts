import { command, param } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { identityId } from '#globus/people/identity';
import { credentialBody, credentialMessage, displayName, whose } from '../_credential.js';

export default command({
  summary: 'Register S3 keys on an S3 storage gateway.',
  examples: [
    {
      title: 'Register keys',
      line: "globus gcs user-credential create s3 'Lab endpoint' 'Lab disk' ada@example.org ada KEY_ID --s3-secret-key-file secret.txt",
    },
  ],
  needs: ['transfer', 'auth', 'gcs'],
  args: {
    ...whose,
    s3KeyId: param.text({ summary: 'The access key id', names: ['S3_KEY_ID'] }),
    s3SecretKey: param.secret({ summary: 'The secret key', names: ['S3_SECRET_KEY'] }),
  },
  flags: {
    displayName,
    s3RequesterPays: param.switch({ summary: 'Accept that this account pays for its requests' }),
  },
  output: credentialMessage,
  run: async ({ args, flags, gcs, auth }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs user-credential create s3');
    const owner = await identityId(args.globusIdentity, auth);
    const policies = {
      DATA_TYPE: `s3_user_credential_policies#1.${flags.s3RequesterPays ? 1 : 0}.0`,
      s3_key_id: args.s3KeyId,
      s3_secret_key: args.s3SecretKey,
      ...(flags.s3RequesterPays && { s3_requester_pays: true }),
    };
    return manager.createUserCredential(credentialBody(args, owner, flags.displayName, policies));
  },
  next: (_made, { args }) => `See yours:  globus gcs user-credential list ${args.endpointId}`,
});
