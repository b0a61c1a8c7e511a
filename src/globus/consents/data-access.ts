import { dataAccessScope, transferAll } from '../../auth/scopes.js';
import type { Session } from '../../auth/session/contract.js';
import type { Endpoint, TransferOperations } from '../../services/transfer.js';
import { asksForConsents, type ConsentTools, missingConsents } from './consents.js';

/** Mapped collections open their data only with a consent of their own; those of high assurance ask for sessions instead. */
export const wantsConsent = ({ entity_type, high_assurance }: Endpoint) =>
  entity_type === 'GCSv5_mapped_collection' && high_assurance !== true;

/** The scope of Transfer with the consent for the data of this collection. */
export const dataConsent = (collectionId: string) => `${transferAll}[*${dataAccessScope(collectionId)}]`;

/** Those of these collections that open their data only with a consent; asks Transfer once for each. */
export async function collectionsWithConsent(
  ids: readonly string[],
  transfer: Pick<TransferOperations, 'getEndpoint'>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const id of new Set(ids)) if (wantsConsent(await transfer.getEndpoint(id))) found.push(id);
  return found;
}

/**
 * Asks for the consents that these collections will want and do not have, before anything is submitted. For a terminal: elsewhere nobody
 * could answer, and the service refuses the submission as a whole, so nothing moves without consent there, either.
 */
export async function askForDataAccess(
  collections: readonly string[],
  {
    transfer,
    auth,
    session,
  }: ConsentTools & {
    readonly transfer: Pick<TransferOperations, 'getEndpoint'>;
    readonly session: Pick<Session, 'require'>;
  },
): Promise<void> {
  if (!(await asksForConsents(session))) return;
  const scopes = (await collectionsWithConsent(collections, transfer)).map(dataConsent);
  const missing = await missingConsents(scopes, { auth, session });
  if (missing.length) await session.require({ required_scopes: missing }, '');
}
