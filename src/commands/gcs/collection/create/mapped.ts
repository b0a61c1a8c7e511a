import { command, onlyGiven, owned, param, sentence } from '#command';
import { withBasePath } from '#globus/collections/base-path';
import { collectionDocument } from '#globus/collections/document';
import { gatewayId } from '#globus/collections/gateways';
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
    'The collection gives access to what a storage gateway reaches, to people who have an account there. If the endpoint has only one ' +
    'storage gateway, you need not name it.',
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
  needs: ['transfer', 'auth', 'gcs', 'session', 'prompt'],
  args: { endpointId, displayName: param.text({ summary: 'The name of the new collection' }) },
  flags: {
    ...commonFlags,
    ...mappedFlags,
    public: param.toggle({ summary: 'Whether everybody can see it', off: ['--private'], default: true }),
    identityId: param.text({ summary: 'Who owns it, by id or username (default you)' }),
    basePath: param.text({ summary: 'The folder of the storage that is its root', default: '/' }),
    storageGatewayId: owned(
      param.text({ summary: 'The storage gateway, by name or id, if there are several' }),
      'storageGateway',
      'endpointId',
    ),
    posixSharingGroupAllow: param.text({ summary: 'A POSIX group that may make guest collections', multiple: true }),
    posixSharingGroupDeny: param.text({ summary: 'A POSIX group that may not make guest collections', multiple: true }),
    googleProjectId: param.text({ summary: 'The Google Cloud project it belongs to' }),
    posixStagingSharingGroupAllow: param.text({
      summary: 'On POSIX staging: a group that may make guest collections',
      multiple: true,
    }),
    posixStagingSharingGroupDeny: param.text({
      summary: 'On POSIX staging: a group that may not make guest collections',
      multiple: true,
    }),
  },
  check: ({ flags, given }) =>
    isOfSeveralConnectors(onlyGiven(flags, given))
      ? 'Flags for different connectors (POSIX, POSIX staging, Google) exclude each other.'
      : undefined,
  output: collectionView,
  run: async ({ args, flags, given, gcs, auth, session, prompt }) => {
    const choose = (gateways: readonly { readonly id: string; readonly display_name: string }[]) =>
      prompt.select(
        'Which storage gateway?',
        gateways.map(({ id, display_name: name }) => ({ name, value: id })),
      );
    const manager = await endpointManager(gcs, args.endpointId, 'gcs collection create mapped');
    const gateway = await gatewayId(manager, flags.storageGatewayId, prompt.available ? choose : undefined);
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
    const made = await withBasePath(flags.basePath, 'the storage', () => manager.createCollection(body));
    return itemOf(made, 'collection');
  },
  made: ({ id }, { args }) => ({ id, name: args.displayName }),
  next: ({ id }) => sentence`Look into it:  globus ls ${id}`,
});
