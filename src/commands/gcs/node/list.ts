import { command, listing, param } from '#command';
import { endpointToRead } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { data } from '../_views.js';
import { nodeTable } from './_node.js';

export default command({
  summary: 'List the data transfer nodes of an endpoint.',
  examples: [{ title: 'List them', line: "globus gcs node list 'Lab endpoint'" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId },
  flags: { limit: param.integer({ summary: 'Show at most this many rows', metavar: 'N', min: 1 }) },
  nothing: 'This endpoint has no nodes.',
  output: nodeTable,
  run: async ({ args, flags, gcs, isOnScreen }) =>
    listing((await endpointToRead(gcs, args.endpointId, 'gcs node list', isOnScreen)).listNodes(flags.limit), data),
});
