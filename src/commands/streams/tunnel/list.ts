import { command, optionalLimit, table } from '#command';
import { wholeListing } from '#globus/json-api';
import type { JsonApiPage, Tunnel } from '#services/transfer';

export default command({
  summary: 'List your tunnels.',
  examples: [{ title: 'List them', line: 'globus streams tunnel list' }],
  needs: ['transfer'],
  flags: { limit: optionalLimit },
  nothing: 'No tunnels. Open one:  globus streams tunnel create',
  output: table((page: JsonApiPage<Tunnel>) => page.data, {
    ID: 'id',
    Label: 'attributes.label',
    State: 'attributes.state',
    'Created Time': 'attributes.created_time',
  }),
  run: ({ flags, transfer }) => wholeListing(transfer.listTunnels, flags.limit),
});
