import { command } from '#command';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionId } from '../_params.js';
import { identityId } from '#globus/people/identity';
import { ownershipLoss } from '#globus/losing/collections';
import { ownerArg } from '../_params.js';
import { serviceMessage } from '../_views.js';

export default command({
  summary: 'Give a collection another owner.',
  examples: [{ title: 'Hand it over', line: "globus gcs collection set-owner 'Lab data' ada@example.org" }],
  needs: ['transfer', 'auth', 'gcs'],
  args: { collectionId, owner: ownerArg },
  losing: { what: ({ args, ...tools }) => ownershipLoss(args.collectionId, args.owner, tools) },
  output: serviceMessage,
  run: async ({ args, gcs, auth }) => {
    const manager = await collectionManager(gcs, args.collectionId, looking);
    return manager.setCollectionOwner(args.collectionId, {
      DATA_TYPE: 'collection_owner#1.0.0',
      identity_id: await identityId(args.owner, auth),
    });
  },
});
