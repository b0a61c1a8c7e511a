import { command, exclusive, ownedByName, param, sentence, things } from '#command';
import { createGuest, loggedInAt } from '#globus/collections/guest';
import { commonFlags, guestFlags } from '../_flags.js';
import { collectionView } from '../_views.js';

export default command({
  summary: 'Make a guest collection on a mapped collection.',
  description:
    'A guest collection shares a folder of a mapped collection, with the rights of your account there. It needs a user credential; ' +
    'if you have several, choose one with --local-username or --user-credential-id.',
  examples: [
    { title: 'Share a folder', line: "globus gcs collection create guest 'Lab data' /~/shared 'For the reviewers'" },
  ],
  needs: ['transfer', 'auth', 'gcs', 'session'],
  args: {
    mappedCollectionId: things.collection({ summary: 'The mapped collection', only: 'mapped-server' }),
    collectionBasePath: param.text({ summary: 'The folder to share' }),
    displayName: param.text({ summary: 'The name of the new guest collection' }),
  },
  flags: {
    userCredentialId: ownedByName('userCredential', 'mappedCollectionId')({ summary: 'The user credential to use' }),
    localUsername: param.text({ summary: 'The local account to use, if you have several' }),
    ...commonFlags,
    ...guestFlags,
    public: param.toggle({ summary: 'Whether everybody can see it', off: ['--private'], default: true }),
    identityId: param.text({ summary: 'Who owns it, by id or username (default you)' }),
  },
  rules: [exclusive('userCredentialId', 'localUsername')],
  // no folder is the whole home folder, which no empty variable may share
  check: ({ args }) =>
    args.collectionBasePath === '' ? 'COLLECTION_BASE_PATH is empty: give the folder to share.' : undefined,
  login: {
    of: ['mappedCollectionId'],
    demand: ({ mappedCollectionId }, tools) => loggedInAt(mappedCollectionId, tools),
  },
  output: collectionView,
  run: ({ args, flags, ...tools }) =>
    createGuest(
      args.mappedCollectionId,
      { ...flags, displayName: args.displayName },
      {
        basePath: args.collectionBasePath,
        owner: flags.identityId,
        credentialId: flags.userCredentialId,
        localUsername: flags.localUsername,
      },
      tools,
    ),
  made: ({ id }, { args }) => ({ id, name: args.displayName }),
  next: ({ id }) => sentence`Look into it:  globus ls ${id}`,
});
