import { CliError, command, list, param, recordOf, sections } from '#command';
import type { ClientCredential } from '#services/auth';
import { clientId } from '../_client.js';
import { credentialView } from './_credential.js';

interface Rotated {
  readonly credential: ClientCredential;
  /** Ids of the credentials that are gone. */
  readonly deleted: readonly string[];
  /** Ids of those that could not be deleted, with the reason. */
  readonly not_deleted: Readonly<Record<string, string>>;
}

export default command({
  summary: 'Make a new secret for a client and delete the others.',
  description:
    'The new secret is made before any other is deleted, and printed this once. A credential that cannot be deleted is named in ' +
    'the result and on standard error; the command still ends with 0, because the new secret must not be lost.',
  examples: [
    {
      title: 'Replace all secrets of a client',
      line: "globus client credential rotate CLIENT_ID --name 'host7 since 2027'",
    },
    {
      title: 'Keep one that another host uses',
      line: 'globus client credential rotate CLIENT_ID --keep-credential CREDENTIAL_ID',
    },
  ],
  needs: ['auth', 'clock', 'notices'],
  args: { clientId },
  flags: {
    name: param.text({ summary: 'A name to know the new one by; by default the day' }),
    keepCredential: param.uuid({ summary: 'Leave this credential alone', metavar: 'CREDENTIAL_ID', multiple: true }),
  },
  confirm: ({ args }) => `Replace the secrets of ${args.clientId}? Whoever uses the old ones is locked out.`,
  output: sections(
    credentialView,
    recordOf((document: Rotated) => document, {
      Deleted: list('deleted'),
      'Not Deleted': ({ not_deleted: failed }) => Object.keys(failed).join(', ') || null,
    }),
  ),
  run: async ({ args, flags, auth, clock, notices }): Promise<Rotated> => {
    const { credentials } = await auth.getClientCredentials(args.clientId);
    const name = flags.name ?? `rotated ${clock.now().toISOString().slice(0, 10)}`;
    const { credential } = await auth.createClientCredential(args.clientId, { credential: { name } });
    const deleted: string[] = [];
    const failed: Record<string, string> = {};
    for (const { id } of credentials.filter((each) => !flags.keepCredential.includes(each.id))) {
      try {
        await auth.deleteClientCredential(args.clientId, id);
        deleted.push(id);
      } catch (error) {
        // the new secret is known to nobody yet: it has to reach the output whatever happens here
        if (!(error instanceof CliError)) throw error;
        failed[id] = error.message;
        notices.warn(`The old credential ${id} could not be deleted and still works: ${error.message}`);
      }
    }
    return { credential, deleted, not_deleted: failed };
  },
});
