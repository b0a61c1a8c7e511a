import { command, jsonObject, param } from '#command';
import { itemOf } from '#globus/collections/envelope';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionId } from '../_params.js';
import { policyView } from './_policy.js';

export default command({
  summary: 'Limit what accounts may share of a mapped collection.',
  examples: [
    {
      title: 'Let one account share one folder',
      line: 'globus gcs sharing-policy create \'Lab data\' --for-user ada --restrict \'{"read": ["/public"], "none": ["/"]}\'',
    },
  ],
  needs: ['transfer', 'gcs'],
  args: { collectionId },
  flags: {
    restrict: jsonObject({
      summary: 'What may be shared: lists of paths under read, read_write and none',
      required: true,
    }),
    forUser: param.text({ summary: 'An account that it applies to (default: all)', multiple: true }),
  },
  output: policyView,
  run: async ({ args, flags, gcs }) => {
    const manager = await collectionManager(gcs, args.collectionId, looking, ['GCSv5_mapped_collection']);
    const body = {
      DATA_TYPE: 'sharing_policy#1.0.0',
      collection_id: args.collectionId,
      sharing_restrict_paths: { DATA_TYPE: 'path_restrictions#1.0.0', ...flags.restrict },
      ...(flags.forUser.length && { users: flags.forUser }),
    };
    return itemOf(await manager.createSharingPolicy(body), 'sharing_policy');
  },
  next: (_made, { args }) => `See them all:  globus gcs sharing-policy list ${args.collectionId}`,
});
