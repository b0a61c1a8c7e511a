import { command } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { identityId } from '#globus/people/identity';
import { credentialBody, credentialMessage, displayName, whose } from '../_credential.js';

export default command({
  summary: 'Register an account on a POSIX storage gateway.',
  examples: [
    {
      title: 'Register an account',
      line: "globus gcs user-credential create posix 'Lab endpoint' 'Lab disk' ada@example.org ada",
    },
  ],
  needs: ['transfer', 'auth', 'gcs'],
  args: whose,
  flags: { displayName },
  output: credentialMessage,
  run: async ({ args, flags, gcs, auth }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs user-credential create posix');
    const owner = await identityId(args.globusIdentity, auth);
    const policies = { DATA_TYPE: 'posix_user_credential_policies#1.0.0' };
    return manager.createUserCredential(credentialBody(args, owner, flags.displayName, policies));
  },
  next: (_made, { args }) => `See yours:  globus gcs user-credential list ${args.endpointId}`,
});
