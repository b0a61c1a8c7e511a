import { command, param } from '#command';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionId } from '../_params.js';
import { serviceMessage } from '../_views.js';

export default command({
  summary: 'Mark a collection as verified, or take that back.',
  description: 'For administrators of the subscription that the endpoint is under.',
  examples: [{ title: 'Mark it', line: "globus gcs collection set-subscription-admin-verified 'Lab data' true" }],
  needs: ['transfer', 'gcs'],
  args: { collectionId, verified: param.boolean({ summary: 'Whether it is verified' }) },
  output: serviceMessage,
  run: async ({ args, gcs }) => {
    const manager = await collectionManager(gcs, args.collectionId, {
      ...looking,
      GCP_mapped_collection: 'globus gcp set-subscription-admin-verified ID true',
    });
    return manager.setCollectionVerified(args.collectionId, {
      DATA_TYPE: 'subscription_admin_verified#1.0.0',
      subscription_admin_verified: args.verified,
    });
  },
});
