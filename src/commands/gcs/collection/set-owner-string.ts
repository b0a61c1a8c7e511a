import { command } from '#command';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionId } from '../_params.js';
import { identityId } from '#globus/people/identity';
import { ownerArg } from '../_params.js';
import { serviceMessage } from '../_views.js';

export default command({
  summary: 'Show an identity of yours as owner of a collection.',
  description: 'Others then see the username of this identity as the owner. The owner itself does not change.',
  examples: [
    { title: 'Show your work identity', line: "globus gcs collection set-owner-string 'Lab data' ada@example.org" },
  ],
  needs: ['transfer', 'auth', 'gcs'],
  args: { collectionId, owner: ownerArg },
  output: serviceMessage,
  run: async ({ args, gcs, auth }) => {
    const manager = await collectionManager(gcs, args.collectionId, looking);
    return manager.setCollectionOwnerString(args.collectionId, {
      DATA_TYPE: 'owner_string#1.0.0',
      identity_id: await identityId(args.owner, auth),
    });
  },
});
