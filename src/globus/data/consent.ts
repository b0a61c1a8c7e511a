import { fileScope } from '../../auth/scopes.js';
import type { Session } from '../../auth/session/contract.js';
import type { AuthOperations } from '../../services/auth.js';
import { asksForConsents, missingConsents } from '../consents/consents.js';
import { dataConsent, wantsConsent } from '../consents/data-access.js';
import type { Place } from './place.js';

export interface ConsentTools {
  readonly auth: Pick<AuthOperations, 'getConsents' | 'getUserinfo'>;
  readonly session: Pick<Session, 'status' | 'require'>;
}

/**
 * Asks a person once, before the first byte, for the consents that these places want and do not have: for their files over HTTPS, and for
 * lists, folders and tasks. Only collections that open their data with a consent are asked about.
 */
export async function askForConsents(places: readonly Place[], overHttps: boolean, tools: ConsentTools): Promise<void> {
  const ids = places.flatMap((place) =>
    place.at === 'collection' && wantsConsent(place.endpoint) ? [place.endpoint.id] : [],
  );
  if (!ids.length || !(await asksForConsents(tools.session))) return;
  const scopes = [...new Set(ids)].flatMap((id) => [dataConsent(id), ...(overHttps ? [fileScope(id, true)] : [])]);
  const missing = await missingConsents(scopes, tools);
  if (missing.length) await tools.session.require({ required_scopes: missing }, '');
}
