import { command, list, param, recordOf, sections, owned } from '#command';
import { type Rotated, rotateCredentials } from '#globus/clients/rotate';
import { secretsLoss } from '#globus/losing/applications';
import { clientId } from '../_client.js';
import { credentialView } from './_credential.js';

export default command({
  summary: 'Make a new secret for a client and delete the others.',
  description:
    'The new secret is made before any other is deleted, and printed only once. A credential that cannot be deleted is named in the result and on standard error; the command still ends with 0, because the new secret must not be lost.',
  examples: [
    {
      title: 'Replace all secrets of a client',
      line: "globus client credential rotate 'Beamline tool' --name 'host7 since 2027'",
    },
    {
      title: 'Keep one that another host uses',
      line: "globus client credential rotate 'Beamline tool' --keep-credential CREDENTIAL_ID",
    },
  ],
  needs: ['auth', 'clock', 'notices'],
  args: { clientId },
  flags: {
    name: param.text({ summary: 'A name to know the new one by; by default the day' }),
    keepCredential: owned(
      param.uuid({ summary: 'Leave this credential alone', metavar: 'CREDENTIAL_ID', multiple: true }),
      'clientCredential',
      'clientId',
    ),
  },
  losing: { what: ({ args, flags, auth }) => secretsLoss(args.clientId, flags.keepCredential, auth) },
  output: sections(
    credentialView,
    recordOf((document: Rotated) => document, {
      Deleted: list('deleted'),
      'Not Deleted': ({ not_deleted: failed }) => Object.keys(failed).join(', ') || null,
    }),
  ),
  run: async ({ args, flags, auth, clock, notices }) => {
    const name = flags.name ?? `rotated ${clock.now().toISOString().slice(0, 10)}`;
    const rotated = await rotateCredentials({ clientId: args.clientId, name, keep: flags.keepCredential }, auth);
    for (const [id, why] of Object.entries(rotated.not_deleted)) {
      notices.warn(`The old credential ${id} could not be deleted and still works: ${why}`);
    }
    return rotated;
  },
});
