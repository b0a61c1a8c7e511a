import { requireCaller } from '../auth/caller.js';
import { ApiError } from '../http/api-error.js';
import type { SandboxContext } from '../http/context.js';
import { isUuid } from '../ids.js';
import { findEndpoint, noteAccess, pathIn } from '../transfer/endpoints.js';
import { httpsServer } from '../transfer/https-server.js';
import { requireNotPaused, type PauseFlag } from '../transfer/manager/pauses.js';
import {
  anyoneMayAccess,
  jailFor,
  jailForAnyone,
  requireAccess,
  requireAccount,
  requireDataUse,
  requesterOf,
} from '../transfer/permissions.js';
import type { Endpoint } from '../transfer/state.js';
import type { Jail } from '../transfer/storage/jail.js';
import { StorageError } from '../transfer/storage/storage-error.js';
import { virtualPath } from '../transfer/storage/virtual-path.js';
import type { World } from '../world.js';
import { unauthorized } from './errors.js';

/** A file that the request may touch, as far as permissions say; what is there is still to be seen. */
export interface Target {
  readonly endpoint: Endpoint;
  readonly jail: Jail;
  /** Inside the jail, absolute and normal. */
  readonly path: string;
}

const prefix = '/https/data/';

/** The file a request is for. Throws what the collection answers when it must not be read (`r`) or changed (`w`). */
export function targetOf(world: World, c: SandboxContext, mode: 'r' | 'w', pause: PauseFlag): Target {
  const { id, text } = addressOf(c.req.path);
  const endpoint = findEndpoint(world, id);
  if (httpsServer(world, endpoint) === null) throw new ApiError(404, 'NotFound', 'This collection has no HTTPS access');
  // What is named like a directory is none of the files.
  const named = (path: string, jail: () => Jail): Target => {
    if (path === '/' || /\/\.{0,2}$/.test(text)) throw new StorageError('IS_A_DIRECTORY');
    noteAccess(world, endpoint);
    return { endpoint, jail: jail(), path };
  };
  if (c.env.incoming.headers.authorization === undefined) {
    const path = virtualPath(text, '/');
    if (!mayBeAnonymous(world, endpoint, path, mode)) throw unauthorized('This needs a token of the collection');
    requireAccount(world, endpoint, []);
    requireNotPaused(world, endpoint, [], pause);
    return named(path, () =>
      jailForAnyone(world, endpoint, mode, (inside) => mayBeAnonymous(world, endpoint, inside, mode)),
    );
  }
  const scope = `https://auth.globus.org/scopes/${endpoint.id}/https`;
  const caller = requireCaller(world, c, {
    resourceServer: endpoint.id,
    anyOf: [scope],
    unauthorized: () => unauthorized('Token is missing, expired, revoked or not for this collection', 'invalid_token'),
    forbidden: () => new ApiError(403, 'PermissionDenied', `The token lacks the scope ${scope}`),
  });
  const who = requesterOf(world, caller);
  requireDataUse(world, endpoint, who, scope);
  const path = pathIn(world, endpoint, text, who.identity);
  requireAccess(world, endpoint, who, path, mode);
  requireNotPaused(world, endpoint, who.identityIds, pause);
  return named(path, () => jailFor(world, endpoint, who, mode));
}

function mayBeAnonymous(world: World, endpoint: Endpoint, path: string, mode: 'r' | 'w'): boolean {
  // Nobody's session satisfies no policy.
  if (typeof endpoint.fields['authentication_policy_id'] === 'string' || endpoint.fields['high_assurance'] === true)
    return false;
  if (mode === 'w' && endpoint.fields['disable_anonymous_writes'] === true) return false;
  return anyoneMayAccess(world, endpoint, path, mode);
}

function addressOf(path: string): { id: string; text: string } {
  const rest = path.slice(prefix.length);
  const slash = rest.indexOf('/');
  const id = slash < 0 ? rest : rest.slice(0, slash);
  if (!isUuid(id)) throw new ApiError(404, 'NotFound', 'The address of a file is /data/COLLECTION_ID/PATH');
  try {
    // Once, and only once: what is still encoded afterwards is the name of a file.
    return { id, text: slash < 0 ? '/' : decodeURIComponent(rest.slice(slash)) };
  } catch {
    throw new ApiError(400, 'InvalidPath', 'The path is not the percent-encoding of a text');
  }
}
