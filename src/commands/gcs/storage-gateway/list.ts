import { bool, command, param, sortedList, table } from '#command';
import type { Result, StorageGateway } from '#services/gcs';
import { wholeResult } from '#globus/collections/envelope';
import { endpointToRead } from '#globus/collections/reach';
import { endpointId } from '../_params.js';

export default command({
  summary: 'List the storage gateways of an endpoint.',
  examples: [{ title: 'List them', line: "globus gcs storage-gateway list 'Lab endpoint'" }],
  needs: ['transfer', 'gcs'],
  args: { endpointId },
  flags: {
    includePrivatePolicies: param.switch({ summary: 'Also show the policies that only administrators see' }),
    limit: param.integer({ summary: 'Show at most this many rows', metavar: 'N', min: 1 }),
  },
  nothing: 'No storage gateways. Make one:  globus gcs storage-gateway create posix',
  output: table((result: Result<StorageGateway>) => result.data ?? [], {
    ID: 'id',
    'Display Name': 'display_name',
    'High Assurance': bool('high_assurance'),
    'Allowed Domains': sortedList('allowed_domains'),
  }),
  run: async ({ args, flags, gcs, isOnScreen }) => {
    const manager = await endpointToRead(gcs, args.endpointId, 'gcs storage-gateway list', isOnScreen);
    const query = { include: flags.includePrivatePolicies ? 'private_policies' : undefined };
    return wholeResult((page) => manager.getStorageGateways({ ...query, ...page }), flags.limit);
  },
});
