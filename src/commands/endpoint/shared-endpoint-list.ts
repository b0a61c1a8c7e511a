import { command, listing, optionalLimit, rowsTable } from '#command';
import { endpointId } from './_params.js';

export default command({
  summary: "List everyone's guest collections on a collection.",
  description: 'For administrators of the mapped collection. Only ids are listed; `globus endpoint show` says more.',
  examples: [
    {
      title: 'Count what is shared from a collection',
      line: "globus endpoint shared-endpoint-list 'Lab data' --jmespath 'length(shared_endpoints)'",
    },
  ],
  needs: ['transfer'],
  args: { endpointId },
  flags: { limit: optionalLimit },
  nothing: 'No guest collections are here.',
  output: rowsTable<{ id: string }>({ ID: 'id' }),
  run: ({ args, flags, transfer }) =>
    listing(transfer.listSharedEndpoints(args.endpointId, flags.limit), (rows) => ({ shared_endpoints: rows })),
});
