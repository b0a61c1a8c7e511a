import { command } from '#command';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionDomainLoss } from '#globus/losing/collections';
import { collectionId } from '../../_params.js';
import { serviceMessage } from '../../_views.js';

export default command({
  summary: 'Stop serving a collection under a DNS name of your own.',
  examples: [{ title: 'Go back to the standard name', line: "globus gcs collection domain delete 'Lab data'" }],
  needs: ['transfer', 'gcs'],
  args: { collectionId },
  losing: { what: ({ args, ...tools }) => collectionDomainLoss(args.collectionId, tools) },
  output: serviceMessage,
  run: async ({ args, gcs }) =>
    (await collectionManager(gcs, args.collectionId, looking)).deleteCollectionDomain(args.collectionId),
});
