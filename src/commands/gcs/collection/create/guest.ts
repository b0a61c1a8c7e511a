import { command, exclusive, param, things, owned } from '#command';
import { collectionDocument } from '#globus/collections/document';
import { itemOf } from '#globus/collections/envelope';
import { demandDataAccess, ownCredential } from '#globus/collections/guest';
import { sharing } from '#globus/collections/reach';
import { currentIdentity, identityId } from '#globus/people/identity';
import { commonFlags, guestFlags } from '../_flags.js';
import { collectionView } from '../_views.js';

export default command({
  summary: 'Make a guest collection on a mapped collection.',
  description:
    'A guest collection shares a folder of a mapped collection, with the rights of your account there. It needs a user credential; ' +
    'where you have several, --local-username or --user-credential-id says which.',
  examples: [
    { title: 'Share a folder', line: "globus gcs collection create guest 'Lab data' /~/shared 'For the reviewers'" },
  ],
  needs: ['transfer', 'auth', 'gcs', 'session'],
  args: {
    mappedCollectionId: things.collection({ summary: 'The mapped collection' }),
    collectionBasePath: param.text({ summary: 'The folder to share' }),
    displayName: param.text({ summary: 'Its name' }),
  },
  flags: {
    userCredentialId: owned(
      param.uuid({ summary: 'The user credential to use' }),
      'userCredential',
      'mappedCollectionId',
    ),
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
      instead: sharing,
      loginLater: true,
    });
    const mapped = { collectionId: args.mappedCollectionId, endpointId: manager.endpointId };
    const me = await currentIdentity(session, auth);
    if (!manager.endpoint.high_assurance && !session.usesClientCredentials) {
      await demandDataAccess(mapped, { auth, session });
    }
    const owner = flags.identityId === undefined ? me : await identityId(flags.identityId, auth);
    const credential =
      flags.userCredentialId ??
      (await ownCredential(mapped, { identityId: owner, localUsername: flags.localUsername }, manager));
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
