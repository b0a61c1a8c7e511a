import { command } from '#command';
import { domainView } from '../../_domain.js';
import { itemOf } from '#globus/collections/envelope';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionId } from '../../_params.js';

export default command({
  summary: 'Show the custom DNS name of a collection.',
  examples: [{ title: 'Show it', line: "globus gcs collection domain show 'Lab data'" }],
  needs: ['transfer', 'gcs'],
  args: { collectionId },
  output: domainView,
  run: async ({ args, gcs }) => {
    const manager = await collectionManager(gcs, args.collectionId, looking);
    return itemOf(await manager.getCollectionDomain(args.collectionId), 'domain');
  },
});
