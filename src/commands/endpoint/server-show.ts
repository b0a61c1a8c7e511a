import { command, owned, param, record, sentence } from '#command';
import type { EndpointServer } from '#services/transfer';
import { endpointId } from './_params.js';
import { serverColumns } from './_server.js';

const range = (from?: number | null, to?: number | null) =>
  from === undefined || from === null ? null : sentence`${from}-${to}`;

export default command({
  summary: 'Show a data server of an endpoint.',
  examples: [{ title: 'Show a server', line: "globus endpoint server-show 'Lab endpoint' 985" }],
  needs: ['transfer'],
  args: { endpointId, serverId: owned(param.integer({ summary: 'The server' }), 'server', 'endpointId') },
  output: record<EndpointServer>({
    ...serverColumns,
    'Incoming Data Ports': (server) => range(server.incoming_data_port_start, server.incoming_data_port_end),
    'Outgoing Data Ports': (server) => range(server.outgoing_data_port_start, server.outgoing_data_port_end),
  }),
  run: ({ args, transfer }) => transfer.getEndpointServer(args.endpointId, args.serverId),
});
