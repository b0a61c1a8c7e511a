import type { MiddlewareHandler } from 'hono';
import { requireCaller } from '../auth/caller.js';
import { transferAll } from '../auth/well-known-scopes.js';
import { ApiError } from '../http/api-error.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import type { World } from '../world.js';
import { authenticationFailed, permissionDenied } from './errors.js';
import { requesterOf, type Requester } from './permissions.js';

/** Lets in callers with a token for all of Transfer. */
export function transferGate(world: World): MiddlewareHandler<SandboxEnv> {
  const demand = {
    resourceServer: 'transfer.api.globus.org',
    anyOf: [transferAll],
    unauthorized: () =>
      new ApiError(401, authenticationFailed, 'Token is missing, expired, revoked or not for Transfer'),
    forbidden: () => permissionDenied(`The token lacks the scope ${transferAll}`),
  };
  return (c, next) => {
    c.set('caller', requireCaller(world, c, demand));
    return next();
  };
}

/** Who asks. */
export function requester(world: World, c: SandboxContext): Requester {
  return requesterOf(world, c.get('caller'));
}
