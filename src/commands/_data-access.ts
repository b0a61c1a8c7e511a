import type { NeedTypes } from '#command';
import type { Endpoint } from '#services/transfer';
import { consentsCount, hasConsents } from './_consents.js';

type Tools = Pick<NeedTypes, 'transfer' | 'auth' | 'session' | 'prompt'>;

/** The scope of everything in Transfer. */
export const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';

/** Mapped collections open their data only with a consent of their own; those of high assurance ask for sessions instead. */
export const wantsConsent = ({ entity_type, high_assurance }: Endpoint) =>
  entity_type === 'GCSv5_mapped_collection' && high_assurance !== true;

/**
 * Asks, on a terminal, for the consents that these collections will want, before anything is submitted. Elsewhere nobody
 * could answer, and the service refuses the submission as a whole: nothing moves without consent there, either.
 */
export async function askForDataAccess(
  collections: readonly string[],
  { transfer, auth, session, prompt }: Tools,
): Promise<void> {
  if (!prompt.available || !(await consentsCount(session))) return;
  const missing: string[] = [];
  for (const id of new Set(collections)) {
    const scope = `${transferAll}[*${session.scopeOf.dataAccess(id)}]`;
    if (wantsConsent(await transfer.getEndpoint(id)) && !(await hasConsents([scope], { auth, session })))
      missing.push(scope);
  }
  if (missing.length) await session.require({ required_scopes: missing }, '');
}
