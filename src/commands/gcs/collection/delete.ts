import { command } from '#command';
import { collectionManager, deleting } from '#globus/collections/reach';
import { collectionId } from '../_params.js';
import { code } from '../_views.js';

export default command({
  summary: 'Delete a collection; its files stay.',
  description: 'A mapped collection takes its guest collections along, and is refused while it is delete protected.',
  examples: [{ title: 'Delete it', line: "globus gcs collection delete 'Lab data'" }],
  needs: ['transfer', 'gcs'],
  args: { collectionId },
  confirm: ({ args }) => `Delete the collection ${args.collectionId}?`,
  output: code,
  run: async ({ args, gcs }) =>
    (await collectionManager(gcs, args.collectionId, deleting)).deleteCollection(args.collectionId),
});
