import { command, exclusive, param, record, sentence } from '#command';
import { collectionFields, mappedFlags, oldVerify } from '../_collection.js';
import { subscription } from '../../_subscription.js';

export default command({
  summary: 'Make a collection for a computer of yours.',
  description:
    'Prints a setup key. Globus Connect Personal on the computer asks for it once, and then serves the collection. If a value ' +
    'may be null, the word null clears the field.',
  examples: [{ title: 'Make a collection for a laptop', line: "globus gcp create mapped 'My laptop' --private" }],
  needs: ['transfer'],
  args: { displayName: param.text({ summary: 'The name of the new collection' }) },
  flags: { ...mappedFlags, ...oldVerify, subscriptionId: subscription({ summary: 'Put it under this subscription' }) },
  rules: [exclusive('verify', 'disableVerify')],
  output: record<{ message: string; id: string; globus_connect_setup_key?: string }>({
    Message: 'message',
    'Collection ID': 'id',
    'Setup Key': 'globus_connect_setup_key',
  }),
  run: ({ args, flags, transfer }) =>
    transfer.createEndpoint({
      DATA_TYPE: 'endpoint',
      is_globus_connect: true,
      display_name: args.displayName,
      ...collectionFields(flags),
    }),
  made: ({ id }, { args }) => ({ id, name: args.displayName }),
  next: ({ id }) => sentence`See whether it is connected:  globus endpoint show ${id}`,
});
