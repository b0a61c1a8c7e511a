import { isUuid, kind, summary, table } from '#command';
import type { LoginStatus, NameRow, ServiceLogin } from '#command';

/** A token, and what the thing is called that it is for, where a name of it is known here. */
interface NamedLogin extends ServiceLogin {
  readonly called?: string | undefined;
}
/** The same login, with the names that were kept of what its tokens are for: nobody is asked. */
export const withNames = (status: LoginStatus, kept: readonly NameRow[]): LoginStatus => ({
  ...status,
  services: status.services.map((each): NamedLogin => {
    const named = kept.find(({ id, path }) => id === each.service && path === null);
    return named ? { ...each, called: named.name } : each;
  }),
});
/** What a token is for: a service, or what it may do with a thing. */
function tokenFor({ service, scope, called = service }: NamedLogin): string {
  if (!isUuid(service)) return service;
  if (/:manage_collections\b/.test(scope)) return `managing ${called}`;
  return /\bflow_\w+_user\b/.test(scope) ? `running ${called}` : `data of ${called}`;
}

/** Who is logged in, and where that is kept. */
export const statusSummary = summary((status: LoginStatus) => [
  status.logged_in
    ? [{ text: status.username ?? status.identity_id ?? 'an application', as: 'strong' }, '  logged in']
    : 'Nobody is logged in. Log in:  globus login',
  `profile ${status.profile ?? 'default'}, ${status.sandbox === null ? `Globus ${status.environment}` : `a sandbox, ${status.sandbox}`}`,
  status.mode === 'client_credentials' ? 'acts for an application of its own' : undefined,
  status.mode === 'access_tokens' ? 'acts with tokens from the environment' : undefined,
  `tokens in ${status.store.where}`,
]);
export const tokensScreen = table((status: LoginStatus) => status.services, {
  Service: kind<ServiceLogin>('name', tokenFor),
  'Token Expires': kind<ServiceLogin>('time', 'expires_at'),
  'Auto-Renews': kind<ServiceLogin>('truth', 'refreshable'),
  'Expires If Unused': kind<ServiceLogin>('time', 'refresh_unused_until'),
});
