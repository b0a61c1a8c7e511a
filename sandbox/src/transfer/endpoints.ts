import { resolve } from 'node:path';
import type { Identity } from '../auth/state.js';
import { authState } from '../auth/state.js';
import { localUser } from '../gcs/accounts.js';
import { accountAt } from '../gcs/data-rules.js';
import { ApiError } from '../http/api-error.js';
import type { World } from '../world.js';
import { Jail } from './storage/jail.js';
import { StorageError } from './storage/storage-error.js';
import { virtualPath } from './storage/virtual-path.js';
import { transferState, type Endpoint, type EntityType } from './state.js';

/** The endpoint or collection of this id; 404 `EndpointNotFound`, or `EndpointDeleted` for one that once was. */
export function findEndpoint(world: World, id: string): Endpoint {
  const endpoint = transferState(world).endpoints.get(id.toLowerCase());
  if (!endpoint) throw new ApiError(404, 'EndpointNotFound', `No such endpoint '${id}'`);
  if (endpoint.deleted) throw new ApiError(404, 'EndpointDeleted', `Endpoint '${id}' has been deleted`);
  return endpoint;
}

/** The kinds that end up on other people's screens as guest collections. */
export function isGuest(endpoint: Endpoint): boolean {
  return endpoint.entity_type === 'GCSv5_guest_collection' || endpoint.entity_type === 'GCP_guest_collection';
}

/** Whether using it needs a data_access consent: GCSv5 mapped collections that are not high assurance. */
export function needsDataAccess(endpoint: Endpoint): boolean {
  return endpoint.entity_type === 'GCSv5_mapped_collection' && endpoint.fields['high_assurance'] !== true;
}

/** An endpoint with every field it must have. */
export function newEndpoint(
  world: World,
  fields: { entity_type: EntityType; display_name: string; owner_identity: string } & Partial<Endpoint>,
): Endpoint {
  const id = fields.id ?? world.ids.uuid('endpoint');
  return transferState(world).endpoints.put(id, {
    gcs_endpoint: null,
    mapped_collection: null,
    host_path: null,
    folder: null,
    home: '/',
    fields: {},
    created: world.clock.now(),
    deleted: false,
    last_accessed: null,
    ...fields,
    id,
  });
}

/** Notes that somebody reached for the data of an endpoint; to the second, which is as exactly as documents tell. */
export function noteAccess(world: World, endpoint: Endpoint): void {
  const now = world.clock.now();
  if (endpoint.last_accessed !== null && Math.floor(endpoint.last_accessed / 1000) === Math.floor(now / 1000)) return;
  endpoint.last_accessed = now;
  transferState(world).endpoints.put(endpoint.id, endpoint);
}

/** The folders an endpoint serves, behind bars. Throws `StorageError` when they are gone, 409 when there are none. */
export function jailOf(world: World, endpoint: Endpoint): Jail {
  requireReachable(endpoint);
  // A folder shared by the admin API is a guest collection with a folder of its own.
  if (isGuest(endpoint) && endpoint.folder === null) {
    const mapped = findEndpoint(world, endpoint.mapped_collection ?? '');
    return new Jail(hostFolder(world, mapped), mapped.base_path ?? '/', virtualPath(endpoint.host_path ?? '/', '/'));
  }
  return new Jail(hostFolder(world, endpoint), endpoint.base_path ?? '/');
}

/** The path inside the endpoint that a client's text means for this identity. */
export function pathIn(world: World, endpoint: Endpoint, text: string, identity: Identity): string {
  return virtualPath(text, homeOf(world, endpoint, identity));
}

/** What `/~/` means for this identity; a home for each user is made when first used. */
function homeOf(world: World, endpoint: Endpoint, identity: Identity): string {
  if (isGuest(endpoint) || !endpoint.home.includes('{user}')) return isGuest(endpoint) ? '/' : endpoint.home;
  const used = accountAt(
    world,
    endpoint,
    authState(world)
      .identitiesByAccount.all(identity.account)
      .map(({ id }) => id),
  );
  const name = used && 'account' in used ? used.account : localUser(identity);
  const home = endpoint.home.replace('{user}', () => name);
  try {
    // Behind the bars like everything else: a symlink in the place of a home must not have one made outside.
    if (endpoint.folder !== null) jailOf(world, endpoint).make(home).close();
  } catch (error) {
    // Whoever then goes there hears of it.
    if (!(error instanceof StorageError)) throw error;
  }
  return home;
}

function hostFolder(world: World, endpoint: Endpoint): string {
  if (endpoint.folder === null)
    throw new ApiError(
      409,
      'NotSupported',
      `'${endpoint.display_name}' is a ${endpoint.entity_type} and holds no files`,
    );
  if (endpoint.fields['gcp_connected'] === false)
    throw new StorageError('NOT_CONNECTED', 'Globus Connect Personal is not connected');
  if (endpoint.fields['gcp_paused'] === true) throw new StorageError('PAUSED', 'Globus Connect Personal is paused');
  requireReachable(endpoint);
  return resolve(world.options.dir, endpoint.folder);
}

/** A guest collection can be out of reach by itself, and because its mapped collection is. */
function requireReachable({ unreachable }: Endpoint): void {
  if (unreachable === true) throw new StorageError('UNREACHABLE', 'The endpoint cannot be reached');
}
