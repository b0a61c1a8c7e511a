import { CliError, isNotFound, UnexpectedAnswerError, UsageError } from '../../errors.js';
import type { AuthOperations, ClientCredential } from '../../services/auth.js';
import { isName } from '../../services/expected.js';
import { shellLine } from '../../shell.js';
import type { Notices } from '../../tools.js';

/** New for old: which client, what the new credential is called, and the ids of those to leave alone. */
export interface Rotation {
  readonly clientId: string;
  readonly name: string;
  readonly keep: readonly string[];
}
export interface Rotated {
  readonly credential: ClientCredential;
  /** Ids of the credentials that are deleted once the new secret was told. */
  readonly replaces: readonly string[];
}

/** One to keep that is not there is a slip of the pen, and the one that was meant would be deleted. UsageError. */
function demandAll(keep: readonly string[], credentials: readonly ClientCredential[], clientId: string): void {
  const missing = keep.filter((id) => !credentials.some((each) => each.id === id));
  if (missing.length > 0)
    throw new UsageError(`This client has no credential ${missing.join(' and no ')} to keep. Nothing was changed.`, {
      hint: `See which it has: ${shellLine(['client', 'credential', 'list', clientId])}`,
    });
}

type Credentials = Pick<AuthOperations, 'getClientCredentials' | 'createClientCredential' | 'deleteClientCredential'>;

/** Makes a new credential for a client, and finds those that it replaces. */
export async function newCredential({ clientId, name, keep }: Rotation, auth: Credentials): Promise<Rotated> {
  const { credentials } = await auth.getClientCredentials(clientId);
  if (!credentials.every((each) => isName(each.id)))
    throw new UnexpectedAnswerError('Globus Auth listed a credential without its id. Nothing was changed.');
  demandAll(keep, credentials, clientId);
  const { credential } = await auth.createClientCredential(clientId, { credential: { name } });
  if (!isName(credential.secret))
    throw new UnexpectedAnswerError('Globus Auth made a credential without its secret. No other was deleted.');
  return { credential, replaces: credentials.map(({ id }) => id).filter((id) => !keep.includes(id)) };
}

/** The secret that has to be seen before others are deleted, and what to do where it was not. */
export const unseenSecret = (clientId: string, { credential: { id, secret } }: Rotated) => ({
  shows: secret ?? '',
  otherwise: `The other credentials still work. Delete the new one, whose secret nobody has seen: ${shellLine(['client', 'credential', 'delete', clientId, id])}`,
});

/**
 * Deletes credentials, all that can be. One that cannot be deleted is told and not thrown: the work is done, and it still works. One
 * that is not there any more was deleted by a try that seemed to fail.
 */
export async function deleteReplaced(
  clientId: string,
  ids: readonly string[],
  auth: Credentials,
  { warn }: Pick<Notices, 'warn'>,
): Promise<void> {
  for (const id of ids)
    try {
      await auth.deleteClientCredential(clientId, id);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      if (!isNotFound(error)) warn(`The old credential ${id} could not be deleted and still works: ${error.message}`);
    }
}
