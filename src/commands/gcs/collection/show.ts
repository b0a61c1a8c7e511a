import { byFlag, command, param } from '#command';
import { itemOf } from '#globus/collections/envelope';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionId } from '../_params.js';
import { collectionView, privateView } from './_views.js';

export default command({
  summary: 'Show a collection of an endpoint.',
  examples: [
    { title: 'Show it', line: "globus gcs collection show 'Lab data'" },
    {
      title: 'Show what may be shared, too',
      line: "globus gcs collection show 'Lab data' --include-private-policies",
    },
  ],
  needs: ['transfer', 'auth', 'gcs'],
  args: { collectionId },
  flags: { includePrivatePolicies: param.switch({ summary: 'With the policies that only administrators see' }) },
  output: byFlag(collectionView, { includePrivatePolicies: privateView }),
  run: async ({ args, flags, gcs }) => {
    const manager = await collectionManager(gcs, args.collectionId, looking);
    const query = flags.includePrivatePolicies ? { include: 'private_policies' } : {};
    return itemOf(await manager.getCollection(args.collectionId, query), 'collection');
  },
});
