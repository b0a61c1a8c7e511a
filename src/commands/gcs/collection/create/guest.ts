import { CliError, command, exclusive, type NeedTypes, param } from '#command';
import type { UserCredential } from '#services/gcs';
import { changing, collectionManager, itemOf, type Manager } from '../../_manager.js';
import { currentIdentity, identityId } from '../../_people.js';
import { all } from '../../_views.js';
import { collectionDocument } from '../_document.js';
import { commonFlags, guestFlags } from '../_flags.js';
import { collectionView } from '../_views.js';

export default command({
  summary: 'Make a guest collection on a mapped collection.',
  description:
    'A guest collection shares a folder of a mapped collection, with the rights of your account there. It needs a user credential; ' +
    'where you have several, --local-username or --user-credential-id says which.',
  examples: [{ title: 'Share a folder', line: "globus gcs collection create guest COLLECTION_ID /~/shared 'For the reviewers'" }],
  needs: ['transfer', 'auth', 'gcs', 'session'],
  args: {
    mappedCollectionId: param.uuid({ summary: 'The mapped collection' }),
    collectionBasePath: param.text({ summary: 'The folder to share' }),
    displayName: param.text({ summary: 'Its name' }),
  },
  flags: {
    userCredentialId: param.uuid({ summary: 'The user credential to use' }),
    localUsername: param.text({ summary: 'The local account to use, where you have several' }),
    ...commonFlags,
    ...guestFlags,
    public: param.toggle({ summary: 'Whether everybody can see it', off: ['--private'], default: true }),
    identityId: param.text({ summary: 'Who owns it, by id or username (default you)' }),
  },
  rules: [exclusive('userCredentialId', 'localUsername')],
  output: collectionView,
  run: async ({ args, flags, gcs, auth, session }) => {
    const manager = await collectionManager(gcs, args.mappedCollectionId, { ...changing, GCP_mapped_collection: 'globus gcp create guest ID' }, ['GCSv5_mapped_collection']);
    const me = await currentIdentity(session, auth);
    if (!manager.endpoint.high_assurance && !session.usesClientCredentials) await demandDataAccess(args.mappedCollectionId, manager.endpointId, me, auth, session);
    const owner = flags.identityId === undefined ? me : await identityId(flags.identityId, auth);
    const credential = flags.userCredentialId ?? (await ownCredential(manager, args.mappedCollectionId, owner, flags.localUsername));
    const body = collectionDocument('guest', { ...flags, displayName: args.displayName }, {
      collection_base_path: args.collectionBasePath,
      identity_id: owner,
      mapped_collection_id: args.mappedCollectionId,
      user_credential_id: credential,
    });
    return itemOf(await manager.createCollection(body), 'collection');
  },
});

/** Demands the consent that lets the endpoint's manager look at the data of the mapped collection. */
async function demandDataAccess(collection: string, endpoint: string, me: string, auth: NeedTypes['auth'], session: NeedTypes['session']): Promise<void> {
  const { consents } = await auth.getConsents(me, { all: 'False' });
  const [outer, inner] = [session.scopeOf.gcs(endpoint), session.scopeOf.dataAccess(collection)];
  const managers = new Set(consents.filter((each) => each.scope_name === outer).map((each) => each.id));
  if (consents.some((each) => each.scope_name === inner && managers.has(each.dependency_path.at(-2) ?? -1))) return;
  await session.require(
    { required_scopes: [`${outer}[${inner}]`] },
    'Making a guest collection needs your consent to reach the data of the mapped collection.',
    `globus login --gcs ${endpoint}:${collection}`,
  );
}

/** The one user credential that the owner has for the collection's storage. */
async function ownCredential(manager: Manager, collectionId: string, owner: string, username: string | undefined): Promise<string> {
  const { storage_gateway_id: gateway } = itemOf(await manager.getCollection(collectionId), 'collection');
  const found: UserCredential[] = (await all(manager.listUserCredentials({ storage_gateway: gateway }))).filter(
    (each) => each.identity_id === owner && (username === undefined || each.username === username),
  );
  const [first] = found;
  if (first && found.length === 1) return first.id;
  throw first
    ? new CliError('There are several user credentials for this storage.', {
        hint: `Say which with --local-username or --user-credential-id:\n${found.map((each) => `  ${each.id}  ${each.username}`).join('\n')}`,
      })
    : new CliError(`There is no user credential for this storage${username === undefined ? '' : ` with the local account '${username}'`}.`, {
        hint: `Make one, then try again:\n\n  globus gcs user-credential create posix ${manager.endpointId} ${gateway ?? 'STORAGE_GATEWAY_ID'} ${owner} LOCAL_USERNAME`,
      });
}
