import { domainOf } from '../auth/sessions.js';
import { authState, type Authentication, type Identity } from '../auth/state.js';
import type { Requester } from '../transfer/permissions.js';
import type { World } from '../world.js';
import { denied } from './errors.js';
import type { StorageGateway } from './state.js';

/** Minutes that an authentication lasts, where the storage gateway says nothing. */
export const DEFAULT_TIMEOUT = 15_840;

/** Whether one of the requester's identities is from a domain that the storage gateway allows. */
export function domainAllowed(world: World, gateway: StorageGateway, who: Requester): boolean {
  return allowedIdentities(world, gateway, who).length > 0;
}

/**
 * 403 unless the requester may have an account on the storage gateway: with an identity of an allowed domain, which
 * authenticated recently enough. High assurance wants that in the session of this application; otherwise any will do.
 */
export function requireGatewayUse(world: World, gateway: StorageGateway, who: Requester): void {
  const allowed = allowedIdentities(world, gateway, who);
  if (allowed.length === 0) {
    throw denied('You have no identity in a domain that this storage gateway allows', { DATA_TYPE: 'not_from_allowed_domain#1.0.0', allowed_domains: gateway.settings['allowed_domains'] });
  }
  // Applications never log in, so there is no session of theirs to be too old.
  if (who.identity.kind === 'client') return;
  const high = gateway.settings['high_assurance'] === true;
  const mfa = high && gateway.settings['require_mfa'] === true;
  const minutes = Number(gateway.settings['authentication_timeout_mins'] ?? DEFAULT_TIMEOUT);
  const since = world.clock.now() / 1000 - minutes * 60;
  const recent = ({ auth_time, amr }: Authentication): boolean => auth_time >= since && (!mfa || (amr?.includes('mfa') ?? false));
  const sessions = high ? [who.session] : authState(world).sessions.filter(({ account }) => account === who.identity.account);
  if (sessions.some((session) => allowed.some(({ id }) => session?.authentications[id] !== undefined && recent(session.authentications[id])))) return;
  const message = `You must reauthenticate one of your identities (${allowed.map(({ username }) => username).join(', ')}) in order to access this resource`;
  const identities = allowed.map(({ id }) => id);
  throw denied(
    message,
    { DATA_TYPE: 'authentication_timeout#1.1.0', high_assurance: high, identities, require_mfa: mfa },
    { session_message: message, session_required_identities: identities, ...(mfa ? { session_required_mfa: true } : {}), prompt: 'login' },
  );
}

/** The requester's identities from domains that the storage gateway allows; with no list of domains, all of them. */
export function allowedIdentities(world: World, gateway: StorageGateway, who: Requester): Identity[] {
  const domains = (gateway.settings['allowed_domains'] as string[] | undefined) ?? [];
  const identities = who.identityIds.flatMap((id) => authState(world).identities.get(id) ?? []);
  return domains.length === 0 ? identities : identities.filter(({ username }) => domains.includes(domainOf(username)));
}

/** Whether the storage gateway lets this account in. */
export function accountAllowed(gateway: StorageGateway, username: string): boolean {
  const allow = gateway.settings['users_allow'] as string[] | undefined;
  const deny = gateway.settings['users_deny'] as string[] | undefined;
  return !(deny?.includes(username) ?? false) && (!allow || allow.length === 0 || allow.includes(username));
}
