import { command, message, param, things, reading } from '#command';
import type { Result } from '#services/transfer';
import { collectionFields, mappedFlags, nothingToChange, subscriptionAdminVerified, verified } from '../_collection.js';
import { subscription } from '../../_subscription.js';

export default command({
  summary: 'Change the collection of a computer of yours.',
  description: 'If a value may be null, the word null clears the field.',
  examples: [
    {
      title: 'Give a collection a new name',
      line: "globus gcp update mapped 'Lab workstation' --display-name 'Lab workstation'",
    },
  ],
  needs: ['transfer'],
  args: { collectionId: things.collection({ summary: 'The collection', only: 'mapped-personal' }) },
  flags: {
    displayName: param.text({ summary: 'Its name', bare: 'Rename it' }),
    ...mappedFlags,
    subscriptionId: subscription({ summary: 'Put it under this subscription' }),
    subscriptionAdminVerified,
  },
  check: ({ flags }) => nothingToChange(flags),
  changes: { now: reading(({ collectionId: id }, { transfer }) => transfer.getEndpoint(id), verified) },
  output: message((result: Result) => result.message),
  run: ({ args, flags, transfer }) =>
    transfer.updateEndpoint(args.collectionId, {
      DATA_TYPE: 'endpoint',
      is_globus_connect: true,
      ...collectionFields(flags),
    }),
});
