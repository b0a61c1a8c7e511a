import { command } from '#command';
import { itemOf } from '#globus/collections/envelope';
import { endpointToRead } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { nodeId, nodeView } from './_node.js';

export default command({
  summary: 'Show a data transfer node.',
  examples: [{ title: 'Show it', line: "globus gcs node show 'Lab endpoint' NODE_ID" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId, nodeId },
  output: nodeView,
  run: async ({ args, gcs, isOnScreen }) =>
    itemOf(
      await (await endpointToRead(gcs, args.endpointId, 'gcs node show', isOnScreen)).getNode(args.nodeId),
      'node',
    ),
});
