import { command, param } from '#command';
import { itemOf } from '#globus/collections/envelope';
import { endpointToRead } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { gatewayView, storageGatewayId } from './_gateway.js';

export default command({
  summary: 'Show a storage gateway.',
  examples: [{ title: 'Show it', line: "globus gcs storage-gateway show 'Lab endpoint' 'Lab disk'" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId, storageGatewayId },
  flags: { includePrivatePolicies: param.switch({ summary: 'Also show the policies that only administrators see' }) },
  output: gatewayView,
  run: async ({ args, flags, gcs, isOnScreen }) => {
    const manager = await endpointToRead(gcs, args.endpointId, 'gcs storage-gateway show', isOnScreen);
    const query = flags.includePrivatePolicies ? { include: 'private_policies' } : {};
    return itemOf(await manager.getStorageGateway(args.storageGatewayId, query), 'storage_gateway');
  },
});
