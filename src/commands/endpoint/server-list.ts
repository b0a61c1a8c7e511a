import { command, firstRows, optionalLimit, table } from '#command';
import type { EndpointServer, Page } from '#services/transfer';
import { endpointId } from './_params.js';
import { serverColumns } from './_server.js';

export default command({
  summary: 'List the data servers of an endpoint.',
  examples: [{ title: 'List them', line: "globus endpoint server-list 'Lab endpoint'" }],
  needs: ['transfer'],
  args: { endpointId },
  flags: { limit: optionalLimit },
  nothing: 'This endpoint has no servers.',
  output: table((page: Page<EndpointServer>) => page.DATA, serverColumns),
  run: async ({ args, flags, transfer }) =>
    firstRows(await transfer.listEndpointServers(args.endpointId), 'DATA', flags.limit),
});
