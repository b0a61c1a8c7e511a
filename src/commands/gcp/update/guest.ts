import { command, message, param, things, reading } from '#command';
import type { Result } from '#services/transfer';
import { collectionFields, guestFlags, nothingToChange, subscriptionAdminVerified, verified } from '../_collection.js';

export default command({
  summary: 'Change a folder you share from a computer of yours.',
  description: 'If a value may be null, the word null clears the field.',
  examples: [
    {
      title: 'Get email about transfers that fail',
      line: "globus gcp update guest 'Lab workstation' --activity-notifications failed",
    },
  ],
  needs: ['transfer'],
  args: { collectionId: things.collection({ summary: 'The collection', only: 'guest-personal' }) },
  flags: {
    displayName: param.text({ summary: 'Its name', bare: 'Rename it' }),
    ...guestFlags,
    subscriptionAdminVerified,
  },
  check: ({ flags }) => nothingToChange(flags),
  changes: { now: reading(({ collectionId: id }, { transfer }) => transfer.getEndpoint(id), verified) },
  output: message((result: Result) => result.message),
  run: ({ args, flags, transfer }) =>
    transfer.updateEndpoint(args.collectionId, { DATA_TYPE: 'endpoint', ...collectionFields(flags) }),
});
