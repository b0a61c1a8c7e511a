import { command } from '#command';
import { domainView } from '../../_domain.js';
import { itemOf } from '#globus/collections/envelope';
import { endpointToRead } from '#globus/collections/reach';
import { endpointId } from '../../_params.js';

export default command({
  summary: 'Show the custom DNS name of an endpoint.',
  examples: [{ title: 'Show it', line: "globus gcs endpoint domain show 'Lab endpoint'" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId },
  output: domainView,
  run: async ({ args, gcs, isOnScreen }) => {
    const manager = await endpointToRead(gcs, args.endpointId, 'gcs endpoint domain show', isOnScreen);
    return itemOf(await manager.getEndpointDomain(), 'domain');
  },
});
