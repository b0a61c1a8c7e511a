import { command } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { gatewayLoss } from '#globus/losing/collections';
import { endpointId } from '../_params.js';
import { serviceMessage } from '../_views.js';
import { storageGatewayId } from './_gateway.js';

export default command({
  summary: 'Delete a storage gateway; the storage stays.',
  description: 'Its collections and user credentials are deleted, too.',
  examples: [{ title: 'Delete it', line: "globus gcs storage-gateway delete 'Lab endpoint' 'Lab disk'" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId, storageGatewayId },
  losing: { what: ({ args, ...tools }) => gatewayLoss(args.endpointId, args.storageGatewayId, tools) },
  output: serviceMessage,
  run: async ({ args, gcs }) =>
    (await endpointManager(gcs, args.endpointId, 'gcs storage-gateway delete')).deleteStorageGateway(
      args.storageGatewayId,
    ),
});
