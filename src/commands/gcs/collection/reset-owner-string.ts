import { command } from '#command';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionId } from '../_params.js';
import { serviceMessage } from '../_views.js';

export default command({
  summary: 'Show the client as owner of a collection again.',
  examples: [{ title: 'Go back', line: "globus gcs collection reset-owner-string 'Lab data'" }],
  needs: ['transfer', 'gcs'],
  args: { collectionId },
  output: serviceMessage,
  run: async ({ args, gcs }) =>
    (await collectionManager(gcs, args.collectionId, looking)).resetCollectionOwnerString(args.collectionId),
});
