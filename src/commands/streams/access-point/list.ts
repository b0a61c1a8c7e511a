import { command, optionalLimit, table } from '#command';
import type { JsonApiPage, StreamAccessPoint } from '#services/transfer';
import { wholeListing } from '#globus/json-api';

export default command({
  summary: 'List the access points you may use.',
  examples: [{ title: 'List them', line: 'globus streams access-point list' }],
  needs: ['transfer'],
  flags: { limit: optionalLimit },
  nothing: 'You see no stream access points.',
  output: table((page: JsonApiPage<StreamAccessPoint>) => page.data, {
    ID: 'id',
    Owner: 'attributes.advertised_owner',
    'Display Name': 'attributes.display_name',
    Endpoint: (point: StreamAccessPoint) => point.relationships?.['host_endpoint']?.data.id,
  }),
  run: ({ flags, transfer }) => wholeListing(transfer.listStreamAccessPoints, flags.limit),
});
