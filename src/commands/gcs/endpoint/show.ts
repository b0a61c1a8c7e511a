import { command } from '#command';
import { itemOf } from '#globus/collections/envelope';
import { endpointToRead } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { endpointView } from './_views.js';

export default command({
  summary: 'Show a Globus Connect Server endpoint.',
  examples: [{ title: 'Show it', line: "globus gcs endpoint show 'Lab endpoint'" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId },
  output: endpointView,
  run: async ({ args, gcs, isOnScreen }) => {
    const manager = await endpointToRead(gcs, args.endpointId, 'gcs endpoint show', isOnScreen);
    return itemOf(await manager.getEndpoint(), 'endpoint');
  },
});
