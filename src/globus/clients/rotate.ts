import { CliError, UnexpectedAnswerError } from '../../errors.js';
import type { AuthOperations, ClientCredential } from '../../services/auth.js';
import { isName } from '../../services/expected.js';

/** New for old: which client, what the new credential is called, and the ids of those to leave alone. */
export interface Rotation {
  readonly clientId: string;
  readonly name: string;
  readonly keep: readonly string[];
}
export interface Rotated {
  readonly credential: ClientCredential;
  /** Ids of the credentials that are gone. */
  readonly deleted: readonly string[];
  /** Ids of those that could not be deleted, with the reason. */
  readonly not_deleted: Readonly<Record<string, string>>;
}

/**
 * Makes a new credential for a client, then deletes the others. A credential that cannot be deleted is in the result and not thrown:
 * the new secret is known to nobody yet, and must reach whoever asked for it.
 */
export async function rotateCredentials(
  { clientId, name, keep }: Rotation,
  auth: Pick<AuthOperations, 'getClientCredentials' | 'createClientCredential' | 'deleteClientCredential'>,
): Promise<Rotated> {
  const { credentials } = await auth.getClientCredentials(clientId);
  if (!credentials.every((each) => isName(each.id)))
    throw new UnexpectedAnswerError('Globus Auth listed a credential without its id. Nothing was changed.');
  const { credential } = await auth.createClientCredential(clientId, { credential: { name } });
  const deleted: string[] = [];
  const failed: Record<string, string> = {};
  for (const { id } of credentials.filter((each) => !keep.includes(each.id))) {
    try {
      await auth.deleteClientCredential(clientId, id);
      deleted.push(id);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      failed[id] = error.message;
    }
  }
  return { credential, deleted, not_deleted: failed };
}
