import { command } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { nodeLoss } from '#globus/losing/collections';
import { endpointId } from '../_params.js';
import { serviceMessage } from '../_views.js';
import { nodeId } from './_node.js';

export default command({
  summary: 'Remove a data transfer node from an endpoint.',
  examples: [{ title: 'Remove a node', line: "globus gcs node delete 'Lab endpoint' NODE_ID" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId, nodeId },
  losing: { what: ({ args, ...tools }) => nodeLoss(args.endpointId, args.nodeId, tools) },
  output: serviceMessage,
  run: async ({ args, gcs }) =>
    (await endpointManager(gcs, args.endpointId, 'gcs node delete')).deleteNode(args.nodeId),
});
