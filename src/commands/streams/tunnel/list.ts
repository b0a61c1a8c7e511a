import { command, optionalLimit, table } from '#command';
import type { JsonApiPage, Tunnel } from '#services/transfer';
import { wholeListing } from '#globus/json-api';
import { tunnelColumns } from './_tunnel.js';

export default command({
  summary: 'List your tunnels.',
  examples: [{ title: 'List them', line: 'globus streams tunnel list' }],
  needs: ['transfer'],
  flags: { limit: optionalLimit },
  output: table((page: JsonApiPage<Tunnel>) => page.data, tunnelColumns),
  run: ({ flags, transfer }) => wholeListing(transfer.listTunnels, flags.limit),
});
