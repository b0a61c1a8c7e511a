import { command, named, optionalLimit, table } from '#command';
import type { JsonApiPage, StreamAccessPoint } from '#services/transfer';
import { wholeListing } from '#globus/json-api';

const endpointOf = (point: StreamAccessPoint) => point.relationships?.['host_endpoint']?.data.id;

export default command({
  summary: 'List the access points you may use.',
  examples: [{ title: 'List them', line: 'globus streams access-point list' }],
  needs: ['transfer'],
  flags: { limit: optionalLimit },
  nothing: 'You see no stream access points.',
  output: table(
    (page: JsonApiPage<StreamAccessPoint>) => page.data,
    {
      ID: 'id',
      Owner: 'attributes.advertised_owner',
      'Display Name': 'attributes.display_name',
      Endpoint: endpointOf,
    },
    {
      screen: {
        Name: 'attributes.display_name',
        Endpoint: named('endpoint', endpointOf),
        Owner: 'attributes.advertised_owner',
        ID: 'id',
      },
    },
  ),
  run: ({ flags, transfer }) => wholeListing(transfer.listStreamAccessPoints, flags.limit),
});
