import { command, firstRows, optionalLimit, table } from '#command';
import type { Endpoint, Page } from '#services/transfer';
import { endpointId } from '../_params.js';
import { columns, screen } from './_columns.js';

export default command({
  summary: 'List the guest collections on a mapped collection.',
  examples: [
    { title: 'List what is shared from a collection', line: "globus endpoint-manager endpoint hosted 'Lab data'" },
  ],
  needs: ['transfer'],
  args: { endpointId },
  flags: { limit: optionalLimit },
  nothing: 'No guest collections are on this endpoint.',
  output: table((page: Page<Endpoint>) => page.DATA, columns, { screen }),
  run: async ({ args, flags, transfer }) =>
    firstRows(await transfer.listHostedEndpoints(args.endpointId), 'DATA', flags.limit),
});
