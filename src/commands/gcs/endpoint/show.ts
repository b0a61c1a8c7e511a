import { command } from '#command';
import { itemOf } from '#globus/collections/envelope';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { endpointView } from './_views.js';

export default command({
  summary: 'Show a Globus Connect Server endpoint.',
  examples: [{ title: 'Show it', line: "globus gcs endpoint show 'Lab endpoint'" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId },
  output: endpointView,
  run: async ({ args, gcs }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs endpoint show');
    return itemOf(await manager.getEndpoint(), 'endpoint');
  },
});
