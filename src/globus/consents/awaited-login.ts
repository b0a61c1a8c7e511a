export { requirementFrom } from '../../services/requirement.js';
import type { Session } from '../../auth/session/contract.js';
import type { AuthRequirement } from '../../errors.js';
import { type ConsentTools, hasConsents } from './consents.js';

type Tools = ConsentTools & { readonly session: Pick<Session, 'require'> };

/** Demands a login that something waits for, unless all it wants is consents that were given meanwhile. */
export async function demandLogin(requirement: AuthRequirement, why: string, tools: Tools): Promise<void> {
  const { required_scopes: scopes, session_message: message, ...others } = requirement;
  if (scopes && !Object.keys(others).length && (await hasConsents(scopes, tools))) return;
  await tools.session.require(requirement, message ?? why);
}
