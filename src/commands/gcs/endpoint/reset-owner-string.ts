import { command } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { serviceMessage } from '../_views.js';

export default command({
  summary: 'Show the client as owner of an endpoint again.',
  examples: [{ title: 'Go back', line: "globus gcs endpoint reset-owner-string 'Lab endpoint'" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId },
  output: serviceMessage,
  run: async ({ args, gcs }) =>
    (await endpointManager(gcs, args.endpointId, 'gcs endpoint reset-owner-string')).resetEndpointOwnerString(),
});
