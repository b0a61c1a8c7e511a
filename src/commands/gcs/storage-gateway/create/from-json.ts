import { command, jsonObject, sentence } from '#command';
import { itemOf } from '#globus/collections/envelope';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../../_params.js';
import { gatewayView } from '../_gateway.js';

export default command({
  summary: 'Make a storage gateway from its JSON document.',
  description: 'For connectors and settings that have no command of their own. The document is sent as it is.',
  examples: [
    { title: 'Send a document', line: "globus gcs storage-gateway create from-json 'Lab endpoint' gateway.json" },
  ],
  needs: ['transfer', 'gcs'],
  args: { endpointId, storageGatewayJson: jsonObject({ summary: 'The document, or a file that holds it' }) },
  output: gatewayView,
  run: async ({ args, gcs }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs storage-gateway create from-json');
    return itemOf(await manager.createStorageGateway(args.storageGatewayJson), 'storage_gateway');
  },
  next: ({ id }, { args }) => sentence`See it:  globus gcs storage-gateway show ${args.endpointId} ${id}`,
});
