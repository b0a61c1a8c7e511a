import { command, things } from '#command';
import { endpointManager } from '#globus/collections/reach';
import { guestCollectionsLoss } from '#globus/losing/collections';
import { endpointId } from '../_params.js';
import { serviceMessage } from '../_views.js';

export default command({
  summary: 'Delete many guest collections at once.',
  description:
    'The endpoint deletes them one after another, after this command has ended. Ids that no longer exist are skipped.',
  examples: [
    { title: 'Delete two', line: "globus gcs collection batch-delete 'Lab endpoint' 'Lab data' 'Lab archive'" },
  ],
  needs: ['transfer', 'gcs'],
  args: {
    endpointId,
    collectionIds: things.collection({
      summary: 'The guest collections',
      names: ['COLLECTION_ID'],
      multiple: true,
      only: 'guest-server',
    }),
  },
  losing: { what: ({ args, ...tools }) => guestCollectionsLoss(args.endpointId, args.collectionIds, tools) },
  output: serviceMessage,
  run: async ({ args, gcs }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs collection batch-delete');
    return manager.deleteCollections({ DATA_TYPE: 'batch#1.0.0', ids: args.collectionIds });
  },
});
