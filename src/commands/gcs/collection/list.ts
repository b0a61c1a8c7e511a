import { command, limit, listing, param, UsageError, things, ownedByName } from '#command';
import { endpointToRead } from '#globus/collections/reach';
import { endpointId } from '../_params.js';
import { data } from '../_views.js';
import { collectionTable } from './_views.js';

const filters = ['mapped-collections', 'guest-collections', 'managed-by-me', 'created-by-me'] as const;
/** One of the filters, in any case and with - or _; the service spells them with _. */
const filter = param.custom(
  (raw, { name }) => {
    const found = filters.find((each) => each === raw.toLowerCase().replaceAll('_', '-'));
    if (!found) throw new UsageError(`Invalid value for ${name}: '${raw}' is not one of ${filters.join(', ')}.`);
    return found.replaceAll('-', '_');
  },
  { choices: filters },
);

export default command({
  summary: 'List the collections of an endpoint.',
  examples: [
    { title: 'List them', line: "globus gcs collection list 'Lab endpoint'" },
    {
      title: 'List the guest collections that you manage',
      line: "globus gcs collection list 'Lab endpoint' --filter guest-collections --filter managed-by-me",
    },
  ],
  needs: ['transfer', 'auth', 'gcs'],
  args: { endpointId },
  flags: {
    filter: filter({ summary: 'Only these', multiple: true }),
    includePrivatePolicies: param.switch({ summary: 'Also show the policies that only administrators see' }),
    mappedCollectionId: things.collection({
      summary: 'Only guest collections of this mapped collection',
      only: 'mapped-server',
    }),
    storageGatewayId: ownedByName(
      'storageGateway',
      'endpointId',
    )({ summary: 'Only collections on this storage gateway' }),
    limit: limit(25),
  },
  nothing: 'No collections on this endpoint. Make one:  globus gcs collection create mapped',
  output: collectionTable,
  run: async ({ args, flags, gcs, isOnScreen }) => {
    const manager = await endpointToRead(gcs, args.endpointId, 'gcs collection list', isOnScreen);
    const query = {
      filter: flags.filter.length ? flags.filter.join(',') : undefined,
      include: flags.includePrivatePolicies ? 'private_policies' : undefined,
      mapped_collection_id: flags.mappedCollectionId,
      storage_gateway_id: flags.storageGatewayId,
    };
    return listing(manager.listCollections(query, flags.limit), data);
  },
});
