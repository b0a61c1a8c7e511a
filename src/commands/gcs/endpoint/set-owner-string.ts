import { command } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { identityId } from '#globus/people/identity';
import { ownerArg } from '../_params.js';
import { serviceMessage } from '../_views.js';

export default command({
  summary: 'Show an identity of yours as owner of an endpoint.',
  description: 'Others then see the username of this identity as the owner. The owner itself does not change.',
  examples: [
    { title: 'Show your work identity', line: "globus gcs endpoint set-owner-string 'Lab endpoint' ada@example.org" },
  ],
  needs: ['transfer', 'auth', 'gcs'],
  args: { endpointId, owner: ownerArg },
  output: serviceMessage,
  run: async ({ args, gcs, auth }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs endpoint set-owner-string');
    return manager.setEndpointOwnerString({
      DATA_TYPE: 'owner_string#1.0.0',
      identity_id: await identityId(args.owner, auth),
    });
  },
});
