import { choice, command, param, showing, type View } from '#command';
import { collectionToRead } from '#globus/collections/reach';
import type { Collection } from '#services/gcs';
import type { Endpoint } from '#services/transfer';
import { endpointSummary } from '../../_collection-screen.js';
import { collectionId } from '../_params.js';
import { collectionView, privateView } from './_views.js';

const view = (ofCollection: View<Collection>) =>
  choice((found: Collection | Endpoint) =>
    'collection_type' in found ? showing(found, ofCollection) : showing(found, endpointSummary),
  );

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
  flags: { includePrivatePolicies: param.switch({ summary: 'Also show the policies that only administrators see' }) },
  output: ({ flags }) => view(flags.includePrivatePolicies ? privateView : collectionView),
  run: ({ args, flags, ...tools }) =>
    collectionToRead(args.collectionId, flags.includePrivatePolicies ? { include: 'private_policies' } : {}, tools),
});
