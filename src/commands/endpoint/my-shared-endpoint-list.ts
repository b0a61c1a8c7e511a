import { command, firstRows, optionalLimit, table } from '#command';
import type { Endpoint, Page } from '#services/transfer';
import { endpointScreen } from '../_collection-screen.js';
import { endpointColumns } from './_columns.js';
import { endpointId } from './_params.js';

export default command({
  summary: 'List your guest collections on a mapped collection.',
  examples: [
    { title: 'List what you share from a collection', line: "globus endpoint my-shared-endpoint-list 'Lab data'" },
  ],
  needs: ['transfer'],
  args: { endpointId },
  flags: { limit: optionalLimit },
  nothing: 'You have no guest collections here.',
  output: table((page: Page<Endpoint>) => page.DATA, endpointColumns, { screen: endpointScreen }),
  run: async ({ args, flags, transfer }) =>
    firstRows(await transfer.listMySharedEndpoints(args.endpointId), 'DATA', flags.limit),
});
