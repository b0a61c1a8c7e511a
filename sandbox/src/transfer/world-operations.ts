import { existsSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import { findLogin } from '../auth/identities.js';
import { people } from '../auth/seed.js';
import { authState } from '../auth/state.js';
import { ApiError } from '../http/api-error.js';
import type { Json } from '../http/body.js';
import { isUuid } from '../ids.js';
import type { World } from '../world.js';
import { addAccessRule } from './access/rules.js';
import { deleteEndpoint } from './collections/delete.js';
import { findEndpoint, newEndpoint } from './endpoints.js';
import { seededCollections } from './seed.js';
import { transferState, type Endpoint } from './state.js';
import { runnerOf } from './tasks/runner.js';

/** A collection as the admin API tells it. */
export interface CollectionSummary {
  readonly id: string;
  readonly display_name: string;
  readonly entity_type: string;
  readonly folder: string | null;
  readonly owner_identity: string;
  /** Whether it can be reached, and whether its owner paused it. */
  readonly connected: boolean;
  readonly paused: boolean;
}

/** Every collection that is not deleted, in the order they were made. */
export function collectionsOf(world: World): CollectionSummary[] {
  return transferState(world)
    .endpoints.filter(({ deleted }) => !deleted)
    .map(summary);
}

/**
 * Makes a collection over a folder of this machine. `kind` is `shared` (the default: everyone who is logged in may read and
 * write, or only read with `"permissions": "r"`), `mapped` (needs a data_access consent) or `personal` (its owner only).
 * 400 for a folder that is not there; 403 for `/` and the home folder unless `allow` says so.
 */
export function addCollection(world: World, document: Json): CollectionSummary {
  const { display_name: name, path, id, kind = 'shared', owner, permissions = 'rw', allow } = document;
  if (typeof name !== 'string' || name === '') throw new ApiError(400, 'BadRequest', "'display_name' is required");
  if (id !== undefined && !isUuid(id)) throw new ApiError(400, 'BadRequest', "'id' must be a UUID");
  if (id !== undefined && transferState(world).endpoints.has(id))
    throw new ApiError(409, 'Conflict', `there is an endpoint ${id} already`);
  if (permissions !== 'r' && permissions !== 'rw')
    throw new ApiError(400, 'BadRequest', "'permissions' must be r or rw");
  const folder = folderOf(path, allow === true);
  const owner_identity = ownerOf(world, owner);
  const common = { ...(id === undefined ? {} : { id }), display_name: name, owner_identity, folder };
  switch (kind) {
    case 'shared': {
      const host_path = `/shared/${name}`;
      const shared = newEndpoint(world, {
        ...common,
        entity_type: 'GCSv5_guest_collection',
        gcs_endpoint: seededCollections.gcs,
        mapped_collection: seededCollections.storage,
        host_path,
      });
      addAccessRule(world, shared, {
        principal_type: 'all_authenticated_users',
        principal: '',
        path: '/',
        permissions,
      });
      return summary(shared);
    }
    case 'mapped':
      return summary(
        newEndpoint(world, { ...common, entity_type: 'GCSv5_mapped_collection', gcs_endpoint: seededCollections.gcs }),
      );
    case 'personal':
      return summary(
        newEndpoint(world, {
          ...common,
          entity_type: 'GCP_mapped_collection',
          fields: { is_globus_connect: true, gcp_connected: true, gcp_paused: false },
        }),
      );
    default:
      throw new ApiError(400, 'BadRequest', "'kind' must be shared, mapped or personal");
  }
}

/** Deletes a collection of the world; its folder stays. 404 when there is none. */
export function removeCollection(world: World, id: string): void {
  deleteEndpoint(world, findEndpoint(world, id));
}

/** Plugs a collection in or out: `connected` (of a personal one: its program runs; of another: it can be reached) and `paused`. */
export function changeCollection(world: World, id: string, document: Json): CollectionSummary {
  const endpoint = findEndpoint(world, id);
  const { connected, paused } = document;
  for (const [name, value] of Object.entries({ connected, paused })) {
    if (value !== undefined && typeof value !== 'boolean')
      throw new ApiError(400, 'BadRequest', `'${name}' must be true or false`);
  }
  if (typeof paused === 'boolean' && endpoint.entity_type !== 'GCP_mapped_collection')
    throw new ApiError(400, 'BadRequest', 'only a personal collection can be paused');
  if (typeof connected === 'boolean') {
    if (endpoint.entity_type === 'GCP_mapped_collection') endpoint.fields['gcp_connected'] = connected;
    else endpoint.unreachable = !connected;
  }
  if (typeof paused === 'boolean') endpoint.fields['gcp_paused'] = paused;
  transferState(world).endpoints.put(endpoint.id, endpoint);
  runnerOf(world).poke();
  return summary(endpoint);
}

function folderOf(path: unknown, anywhere: boolean): string {
  if (typeof path !== 'string' || !isAbsolute(path))
    throw new ApiError(400, 'BadRequest', "'path' must be an absolute path");
  if (!existsSync(path) || !statSync(path).isDirectory())
    throw new ApiError(400, 'BadRequest', `${path} is not a folder`);
  const real = realpathSync(path);
  if (!anywhere && (real === '/' || real === realHome())) {
    throw new ApiError(403, 'Forbidden', `${path} is too much to share; name a folder below it, or send "allow": true`);
  }
  return real;
}

/** The home of this user; a job on a cluster or in a container may have none. */
const realHome = () => (existsSync(homedir()) ? realpathSync(homedir()) : undefined);

function ownerOf(world: World, owner: unknown): string {
  if (owner === undefined) return findLogin(world, world.options.autoLogin ?? people.ada.id)?.id ?? people.ada.id;
  const identity =
    typeof owner === 'string' ? (findLogin(world, owner) ?? authState(world).identities.get(owner)) : undefined;
  if (!identity) throw new ApiError(400, 'BadRequest', `'owner' names nobody here`);
  return identity.id;
}

function summary({
  id,
  display_name,
  entity_type,
  folder,
  owner_identity,
  fields,
  unreachable,
}: Endpoint): CollectionSummary {
  const connected = unreachable !== true && fields['gcp_connected'] !== false;
  return { id, display_name, entity_type, folder, owner_identity, connected, paused: fields['gcp_paused'] === true };
}
