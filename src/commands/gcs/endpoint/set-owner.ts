import { command } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { identityId } from '#globus/people/identity';
import { ownershipLoss } from '#globus/losing/collections';
import { ownerArg } from '../_params.js';
import { serviceMessage } from '../_views.js';

export default command({
  summary: 'Give an endpoint another owner.',
  examples: [{ title: 'Hand it over', line: "globus gcs endpoint set-owner 'Lab endpoint' ada@example.org" }],
  needs: ['transfer', 'auth', 'gcs'],
  args: { endpointId, owner: ownerArg },
  losing: { what: ({ args, ...tools }) => ownershipLoss(args.endpointId, args.owner, tools) },
  output: serviceMessage,
  run: async ({ args, gcs, auth }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs endpoint set-owner');
    return manager.setEndpointOwner({
      DATA_TYPE: 'endpoint_owner#1.0.0',
      identity_id: await identityId(args.owner, auth),
    });
  },
});
