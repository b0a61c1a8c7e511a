import { command, listing, param } from '#command';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionId } from '../_params.js';
import { data } from '../_views.js';
import { policyTable } from './_policy.js';

export default command({
  summary: 'List the sharing policies of a mapped collection.',
  examples: [
    { title: 'List them', line: "globus gcs sharing-policy list 'Lab data'" },
    { title: 'Those of one account', line: "globus gcs sharing-policy list 'Lab data' --username ada" },
  ],
  needs: ['transfer', 'gcs'],
  args: { collectionId },
  flags: {
    username: param.text({ summary: 'Only those that concern this account' }),
    limit: param.integer({ summary: 'Show at most this many rows', metavar: 'N', min: 1 }),
  },
  nothing: 'No sharing policies. Make one:  globus gcs sharing-policy create',
  output: policyTable,
  run: async ({ args, flags, gcs }) => {
    const manager = await collectionManager(gcs, args.collectionId, looking, ['GCSv5_mapped_collection']);
    return listing(
      manager.listSharingPolicies({ collection_id: args.collectionId, username: flags.username }, flags.limit),
      data,
    );
  },
});
