import { command, jsonObject } from '#command';
import type { StorageGateway } from '#services/gcs';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../../_params.js';
import { serviceMessageOf } from '../../_views.js';
import { storageGatewayId } from '../_gateway.js';

export default command({
  summary: 'Change a storage gateway with a JSON document.',
  description: 'Only the keys in the document change. It is sent as it is.',
  examples: [
    {
      title: 'Send the changes',
      line: "globus gcs storage-gateway update from-json 'Lab endpoint' 'Lab disk' changes.json",
    },
  ],
  needs: ['transfer', 'gcs'],
  args: {
    endpointId,
    storageGatewayId,
    storageGatewayJson: jsonObject({ summary: 'The changes, or a file that holds them' }),
  },
  output: serviceMessageOf<StorageGateway>('storage_gateway'),
  run: async ({ args, gcs }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs storage-gateway update from-json');
    return manager.updateStorageGateway(args.storageGatewayId, args.storageGatewayJson);
  },
});
