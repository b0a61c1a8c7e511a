import { command } from '#command';
import { collectionManager, deleting } from '#globus/collections/reach';
import { collectionLoss } from '#globus/losing/collections';
import { collectionId } from '../_params.js';
import { code } from '../_views.js';

export default command({
  summary: 'Delete a collection; its files stay.',
  description:
    'With a mapped collection, its guest collections are deleted, too. It cannot be deleted while it is delete protected.',
  examples: [{ title: 'Delete it', line: "globus gcs collection delete 'Lab data'" }],
  needs: ['transfer', 'gcs'],
  args: { collectionId },
  losing: { what: ({ args, ...tools }) => collectionLoss(args.collectionId, tools) },
  output: code,
  run: async ({ args, gcs }) =>
    (await collectionManager(gcs, args.collectionId, deleting)).deleteCollection(args.collectionId),
});
