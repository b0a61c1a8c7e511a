import { command, optionalLimit, table } from '#command';
import type { JsonApiPage, TunnelEvent } from '#services/transfer';
import { wholeListing } from '#globus/json-api';
import { tunnelId } from './_tunnel.js';

export default command({
  summary: 'List what happened to a tunnel, oldest first.',
  examples: [{ title: 'See why a tunnel closed', line: 'globus streams tunnel events beamline' }],
  needs: ['transfer'],
  args: { tunnelId },
  flags: { limit: optionalLimit },
  nothing: 'Nothing has happened in this tunnel yet.',
  output: table((page: JsonApiPage<TunnelEvent>) => page.data, {
    Time: 'attributes.time',
    Code: 'attributes.code',
    'Is Error': 'attributes.is_error',
    Details: 'attributes.details',
  }),
  run: ({ args, flags, transfer }) =>
    wholeListing((query) => transfer.listTunnelEvents(args.tunnelId, query), flags.limit),
});
