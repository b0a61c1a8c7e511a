import { command, identity, param, table } from '#command';
import type { ComputeEndpointRow } from '#services/compute';

export default command({
  summary: 'List your endpoints, or all you may use.',
  examples: [
    { title: 'List your endpoints', line: 'globus compute endpoint list' },
    { title: 'List those that others made public, too', line: 'globus compute endpoint list --role any' },
  ],
  needs: ['compute'],
  flags: {
    role: param.choice(['owner', 'any'], { summary: 'Those you own, or any you may use', default: 'owner' }),
    limit: param.integer({ summary: 'Show at most this many rows', metavar: 'N', min: 1 }),
  },
  nothing: 'You have no Compute endpoints. Those that others made public:  globus compute endpoint list --role any',
  output: table(
    (rows: readonly ComputeEndpointRow[]) => rows,
    { 'Endpoint ID': 'uuid', Name: 'name', 'Display Name': 'display_name', Owner: identity('owner') },
    { screen: { Name: (row) => row.display_name || row.name, Owner: identity('owner'), ID: 'uuid' } },
  ),
  run: async ({ flags, given, compute }) =>
    (await compute.getEndpoints(given('role') ? { role: flags.role } : {})).slice(0, flags.limit),
});
