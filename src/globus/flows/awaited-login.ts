import type { AuthRequirement } from '../../errors.js';
import type { Run } from '../../services/flows.js';
import { requirementFrom } from '../consents/awaited-login.js';

/** The login that an inactive run waits for; undefined where it waits for something else. */
export function awaitedLogin({ status, details }: Run): AuthRequirement | undefined {
  if (status !== 'INACTIVE' || !details) return undefined;
  if (details.required_scope) return { required_scopes: [details.required_scope] };
  return details.authorization_parameters && requirementFrom(details.authorization_parameters);
}
