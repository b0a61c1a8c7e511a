import { command, onlyGiven, param, owned, sentence } from '#command';
import { collectionDocument } from '#globus/collections/document';
import { onlyGateway } from '#globus/collections/gateways';
import { collectionPolicies, isOfSeveralConnectors } from '#globus/collections/policies';
import { itemOf } from '#globus/collections/envelope';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../../_params.js';
import { currentIdentity, identityId } from '#globus/people/identity';
import { commonFlags, mappedFlags } from '../_flags.js';
import { collectionView } from '../_views.js';

export default command({
  summary: 'Make a mapped collection on an endpoint.',
  description:
    'The collection gives access to what a storage gateway reaches, for those who have an account there. Where the endpoint has one ' +
    'storage gateway, it need not be named.',
  examples: [
    {
      title: 'Make one on the only storage gateway',
      line: "globus gcs collection create mapped 'Lab endpoint' 'Project data' --base-path /projects",
    },
    {
      title: 'Let one group share',
      line: "globus gcs collection create mapped 'Lab endpoint' Data --allow-guest-collections --posix-sharing-group-allow staff",
    },
  ],
  needs: ['transfer', 'auth', 'gcs', 'session'],
  args: { endpointId, displayName: param.text({ summary: 'Its name' }) },
  flags: {
    ...commonFlags,
    ...mappedFlags,
    public: param.toggle({ summary: 'Whether everybody can see it', off: ['--private'], default: true }),
    identityId: param.text({ summary: 'Who owns it, by id or username (default you)' }),
    basePath: param.text({ summary: 'The folder of the storage that is its root', default: '/' }),
    storageGatewayId: owned(
      param.text({ summary: 'The storage gateway, where there are several' }),
      'storageGateway',
      'endpointId',
    ),
    posixSharingGroupAllow: param.text({ summary: 'A POSIX group that may make guest collections', multiple: true }),
    posixSharingGroupDeny: param.text({ summary: 'A POSIX group that may not make guest collections', multiple: true }),
    googleProjectId: param.text({ summary: 'The Google Cloud project it belongs to' }),
    posixStagingSharingGroupAllow: param.text({
      summary: 'The same for POSIX staging: a group that may',
      multiple: true,
    }),
    posixStagingSharingGroupDeny: param.text({
      summary: 'The same for POSIX staging: a group that may not',
      multiple: true,
    }),
  },
  check: ({ flags, given }) =>
    isOfSeveralConnectors(onlyGiven(flags, given))
      ? 'Flags for different connectors (POSIX, POSIX staging, Google) exclude each other.'
      : undefined,
  output: collectionView,
  run: async ({ args, flags, given, gcs, auth, session }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs collection create mapped');
    const gateway = flags.storageGatewayId ?? (await onlyGateway(manager));
    const owner =
      flags.identityId === undefined ? await currentIdentity(session, auth) : await identityId(flags.identityId, auth);
    const policies = collectionPolicies(onlyGiven(flags, given));
    const body = collectionDocument(
      'mapped',
      { ...flags, displayName: args.displayName },
      {
        collection_base_path: flags.basePath,
        identity_id: owner,
        storage_gateway_id: gateway,
        ...(policies && { policies }),
      },
    );
    return itemOf(await manager.createCollection(body), 'collection');
  },
  next: ({ id }) => sentence`Look into it:  globus ls ${id}`,
});
