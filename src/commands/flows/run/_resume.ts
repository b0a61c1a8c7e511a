import type { AuthRequirement } from '#command';
import type { Run } from '#services/flows';
import { requirementFrom } from '#globus/consents/awaited-login';

/** The login that an inactive run waits for; undefined where it waits for something else. */
export function awaitedLogin({ status, details }: Run): AuthRequirement | undefined {
  if (status !== 'INACTIVE' || !details) return undefined;
  if (details.required_scope) return { required_scopes: [details.required_scope] };
  return details.authorization_parameters && requirementFrom(details.authorization_parameters);
}
