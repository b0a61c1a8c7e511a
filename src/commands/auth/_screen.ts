import { isUuid, kind, summary, table } from '#command';
import type { LoginStatus, ServiceLogin } from '#command';

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
  Service: kind<ServiceLogin>('name', ({ service }) => (isUuid(service) ? `data of ${service}` : service)),
  'Good Until': kind<ServiceLogin>('time', 'expires_at'),
  'Renewed by Itself': kind<ServiceLogin>('truth', 'refreshable'),
  'Unused Until': kind<ServiceLogin>('time', 'refresh_unused_until'),
});
