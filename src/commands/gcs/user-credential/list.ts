import { command, param, ownedByName } from '#command';
import { wholeResult } from '#globus/collections/envelope';
import { endpointToRead } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { credentialTable } from './_credential.js';

export default command({
  summary: 'List your user credentials on an endpoint.',
  examples: [
    { title: 'List them', line: "globus gcs user-credential list 'Lab endpoint'" },
    {
      title: 'Those on one storage gateway',
      line: "globus gcs user-credential list 'Lab endpoint' --storage-gateway 'Lab disk'",
    },
  ],
  needs: ['transfer', 'auth', 'gcs'],
  args: { endpointId },
  flags: {
    storageGateway: ownedByName('storageGateway', 'endpointId')({ summary: 'Only those on this storage gateway' }),
    limit: param.integer({ summary: 'Show at most this many rows', metavar: 'N', min: 1 }),
  },
  nothing: 'You have no credentials here.',
  output: credentialTable,
  run: async ({ args, flags, gcs, isOnScreen }) => {
    const manager = await endpointToRead(gcs, args.endpointId, 'gcs user-credential list', isOnScreen);
    const query = { storage_gateway: flags.storageGateway };
    return wholeResult((page) => manager.getUserCredentials({ ...query, ...page }), flags.limit);
  },
});
