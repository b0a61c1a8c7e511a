import { authState, type Authentication } from '../auth/state.js';
import type { Requester } from '../transfer/permissions.js';
import type { World } from '../world.js';
import { accountOf, allowedIdentities } from './accounts.js';
import { denied, notFromAllowedDomain } from './errors.js';
import type { StorageGateway } from './state.js';

/** Minutes that an authentication lasts, where the storage gateway says nothing. */
export const defaultTimeout = 15_840;

/** Whether one of the requester's identities is from a domain that the storage gateway allows. */
export function domainAllowed(world: World, gateway: StorageGateway, who: Requester): boolean {
  return allowedIdentities(world, gateway, who.identityIds).length > 0;
}

/**
 * 403 unless the requester may have an account on the storage gateway: with an identity of an allowed domain that is mapped to
 * one, and that authenticated recently enough. High assurance wants that in the session of this application; otherwise any will do.
 */
export function requireGatewayUse(world: World, gateway: StorageGateway, who: Requester): void {
  const allowed = allowedIdentities(world, gateway, who.identityIds);
  if (allowed.length === 0) {
    throw notFromAllowedDomain(gateway.settings['allowed_domains']);
  }
  const mapped = allowed.map((identity) => accountOf(gateway, identity));
  if (!mapped.some((each) => 'account' in each))
    throw denied(mapped.flatMap((each) => ('refused' in each ? [each.refused] : []))[0] ?? '');
  // Applications never log in, so there is no session of theirs to be too old.
  if (who.identity.kind === 'client') return;
  const high = gateway.settings['high_assurance'] === true;
  const mfa = high && gateway.settings['require_mfa'] === true;
  const minutes = Number(gateway.settings['authentication_timeout_mins'] ?? defaultTimeout);
  const since = world.clock.now() / 1000 - minutes * 60;
  const recent = ({ auth_time, amr }: Authentication): boolean =>
    auth_time >= since && (!mfa || (amr?.includes('mfa') ?? false));
  const sessions = high
    ? [who.session]
    : authState(world).sessions.filter(({ account }) => account === who.identity.account);
  if (
    sessions.some((session) =>
      allowed.some(({ id }) => session?.authentications[id] !== undefined && recent(session.authentications[id])),
    )
  )
    return;
  const message = `You must reauthenticate one of your identities (${allowed.map(({ username }) => username).join(', ')}) in order to access this resource`;
  const identities = allowed.map(({ id }) => id);
  throw denied(
    message,
    { DATA_TYPE: 'authentication_timeout#1.1.0', high_assurance: high, identities, require_mfa: mfa },
    {
      session_message: message,
      session_required_identities: identities,
      ...(mfa ? { session_required_mfa: true } : {}),
      prompt: 'login',
    },
  );
}
