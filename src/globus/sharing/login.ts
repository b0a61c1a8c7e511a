import { dataAccessScope, gcsScope } from '../../auth/scopes.js';
import type { Session } from '../../auth/session/contract.js';
import type { GcsConnector } from '../../services/index.js';
import type { Endpoint, TransferOperations } from '../../services/transfer.js';
import { asksForConsents, type ConsentTools, missingConsents } from '../consents/consents.js';
import { dataConsent, wantsConsent } from '../consents/data-access.js';

interface Tools extends ConsentTools {
  readonly transfer: Pick<TransferOperations, 'getEndpoint'>;
  readonly gcs: GcsConnector;
  readonly session: Pick<Session, 'status' | 'require'>;
}

/**
 * Asks in one login for all that sharing a folder of a collection takes, as far as it is missing: that Transfer looks at the folder, and,
 * on a mapped collection of Globus Connect Server, that the manager of its endpoint makes a guest collection there. For a terminal.
 */
export async function askToShare(collectionId: string, tools: Tools): Promise<void> {
  if (!(await asksForConsents(tools.session))) return;
  const collection = await tools.transfer.getEndpoint(collectionId);
  if (!wantsConsent(collection)) return;
  const wanted = await wantedToShare(collection, tools);
  const missing = new Set(
    await missingConsents(
      wanted.map(({ scope }) => scope),
      tools,
    ),
  );
  const scopes = wanted.filter(({ scope, isLoggedIn }) => missing.has(scope) || !isLoggedIn).map(({ scope }) => scope);
  if (scopes.length) await tools.session.require({ required_scopes: scopes }, '');
}

/** The scopes, and whether there is a login that could have them: what was consented to once may have been logged out of. */
async function wantedToShare({ id }: Endpoint, { gcs, session }: Tools) {
  const { endpointId } = await gcs.at(id, { kinds: ['GCSv5_mapped_collection'], loginLater: true });
  const { services } = await session.status();
  const isLoggedIn = services.some(({ resource_server: server }) => server === endpointId);
  return [
    { scope: dataConsent(id), isLoggedIn: true },
    { scope: `${gcsScope(endpointId)}[${dataAccessScope(id)}]`, isLoggedIn },
  ];
}
