import type { Session } from '../../auth/session/contract.js';
import type { AuthRequirement } from '../../errors.js';
import { type ConsentTools, hasConsents } from './consents.js';

type Tools = ConsentTools & { readonly session: Pick<Session, 'require'> };

const lists = [
  'session_required_identities',
  'session_required_policies',
  'session_required_single_domain',
  'required_scopes',
] as const;
const texts = (value: unknown): readonly string[] | undefined =>
  typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value.map(String) : undefined;

/** The login that `authorization_parameters` of a waiting run or timer describe. */
export function requirementFrom(parameters: Readonly<Record<string, unknown>>): AuthRequirement {
  const found: Record<string, unknown> = {};
  for (const key of lists) {
    const values = texts(parameters[key]);
    if (values) found[key] = values;
  }
  if (typeof parameters['session_message'] === 'string') found['session_message'] = parameters['session_message'];
  if (typeof parameters['session_required_mfa'] === 'boolean')
    found['session_required_mfa'] = parameters['session_required_mfa'];
  if (parameters['prompt'] === 'login') found['prompt'] = 'login';
  return found;
}

/** Demands a login that something waits for, unless all it wants is consents that were given meanwhile. */
export async function demandLogin(requirement: AuthRequirement, why: string, tools: Tools): Promise<void> {
  const { required_scopes: scopes, session_message: message, ...others } = requirement;
  if (scopes && !Object.keys(others).length && (await hasConsents(scopes, tools))) return;
  await tools.session.require(requirement, message ?? why);
}
