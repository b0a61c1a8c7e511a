import { command, list, ownedByName, param, recordOf, sections, shownFirst } from '#command';
import { deleteReplaced, newCredential, type Rotated, unseenSecret } from '#globus/clients/rotate';
import { secretsLoss } from '#globus/losing/applications';
import { clientId } from '../_client.js';
import { credentialView } from './_credential.js';

export default command({
  summary: 'Make a new secret for a client and delete the others.',
  description:
    'The new secret is made and printed, only once, before any other is deleted: where it cannot be printed, the others stay. A credential that cannot be deleted is named on standard error, and still works; the command ends with 0.',
  examples: [
    {
      title: 'Replace all secrets of a client',
      line: "globus client credential rotate 'Beamline tool' --name 'host7 since 2027'",
    },
    {
      title: 'Keep one that another host uses',
      line: "globus client credential rotate 'Beamline tool' --keep-credential host7",
    },
  ],
  needs: ['auth', 'clock', 'notices'],
  args: { clientId },
  flags: {
    name: param.text({ summary: 'A name to recognize the new one by; by default, the date' }),
    keepCredential: ownedByName(
      'clientCredential',
      'clientId',
    )({ summary: 'Keep this credential', metavar: 'CREDENTIAL_ID', multiple: true }),
  },
  losing: { what: ({ args, flags, auth }) => secretsLoss(args.clientId, flags.keepCredential, auth) },
  output: sections(
    credentialView,
    recordOf((document: Rotated) => document, { Replaces: list('replaces') }),
  ),
  run: async ({ args, flags, auth, clock, notices }) => {
    const name = flags.name ?? `rotated ${clock.now().toISOString().slice(0, 10)}`;
    const rotated = await newCredential({ clientId: args.clientId, name, keep: flags.keepCredential }, auth);
    return shownFirst(rotated, {
      ...unseenSecret(args.clientId, rotated),
      act: () => deleteReplaced(args.clientId, rotated.replaces, auth, notices),
    });
  },
});
