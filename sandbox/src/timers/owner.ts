import { hasConsent } from '../auth/consents.js';
import { authState } from '../auth/state.js';
import { timerScope } from '../auth/well-known-scopes.js';
import { ApiError } from '../http/api-error.js';
import type { Requester } from '../transfer/permissions.js';
import type { World } from '../world.js';
import type { Timer } from './state.js';

/** For whom a timer runs: its owner, through the application that made it and the Timers service, in that application's session of now. */
export function ownerOf(world: World, timer: Timer): Requester {
  const { identities, identitiesByAccount, sessionsByAccount } = authState(world);
  const identity = identities.get(timer.owner);
  if (!identity) throw new ApiError(403, 'FORBIDDEN', 'The identity this timer runs for is gone');
  return {
    identity,
    identityIds: identitiesByAccount.all(identity.account).map(({ id }) => id),
    client: timer.client,
    via: [timerScope],
    session: sessionsByAccount.first(`${timer.client} ${identity.account}`),
  };
}

/** 403 `ConsentRequired` unless the owner consented that the application has Timers use this scope. */
export function requireConsent(world: World, owner: Requester, scope: string): void {
  if (hasConsent(world, owner.identity.id, [timerScope, scope], owner.client)) return;
  throw new ApiError(403, 'ConsentRequired', 'Missing required consent', {
    required_scopes: [`${timerScope}[${scope}]`],
  });
}
