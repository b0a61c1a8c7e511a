import { command } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { serviceMessage } from '../_views.js';
import { nodeId } from './_node.js';

export default command({
  summary: 'Take a data transfer node off an endpoint.',
  examples: [{ title: 'Take it off', line: "globus gcs node delete 'Lab endpoint' NODE_ID" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId, nodeId },
  confirm: ({ args }) => `Delete the node ${args.nodeId} of ${args.endpointId}?`,
  output: serviceMessage,
  run: async ({ args, gcs }) =>
    (await endpointManager(gcs, args.endpointId, 'gcs node delete')).deleteNode(args.nodeId),
});
