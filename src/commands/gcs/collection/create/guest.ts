import { command, exclusive, param } from '#command';
import { itemOf } from '../../_targets.js';
import { currentIdentity, identityId } from '#globus/people/identity';
import { collectionDocument } from '../_document.js';
import { commonFlags, guestFlags } from '../_flags.js';
import { collectionView } from '../_views.js';
import { demandDataAccess, ownCredential } from './_guest.js';

/** Where a guest collection could be made, or what to look at, for what is not a mapped collection. */
const instead = {
  GCSv5_endpoint: 'globus gcs collection list ID --filter mapped-collections',
  GCSv5_guest_collection: 'globus gcs collection show ID',
  GCP_mapped_collection: 'globus gcp create guest ID',
};

export default command({
  summary: 'Make a guest collection on a mapped collection.',
  description:
    'A guest collection shares a folder of a mapped collection, with the rights of your account there. It needs a user credential; ' +
    'where you have several, --local-username or --user-credential-id says which.',
  examples: [
    { title: 'Share a folder', line: "globus gcs collection create guest COLLECTION_ID /~/shared 'For the reviewers'" },
  ],
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
    const manager = await gcs.at(args.mappedCollectionId, {
      kinds: ['GCSv5_mapped_collection'],
      instead,
      loginLater: true,
    });
    const me = await currentIdentity(session, auth);
    if (!manager.endpoint.high_assurance && !session.usesClientCredentials) {
      await demandDataAccess(args.mappedCollectionId, manager.endpointId, me, { auth, session });
    }
    const owner = flags.identityId === undefined ? me : await identityId(flags.identityId, auth);
    const credential =
      flags.userCredentialId ?? (await ownCredential(manager, args.mappedCollectionId, owner, flags.localUsername));
    const body = collectionDocument(
      'guest',
      { ...flags, displayName: args.displayName },
      {
        collection_base_path: args.collectionBasePath,
        identity_id: owner,
        mapped_collection_id: args.mappedCollectionId,
        user_credential_id: credential,
      },
    );
    return itemOf(await manager.createCollection(body), 'collection');
  },
});
