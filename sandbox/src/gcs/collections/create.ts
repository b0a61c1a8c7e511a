import { hasConsent } from '../../auth/consents.js';
import { authState } from '../../auth/state.js';
import type { Json } from '../../http/body.js';
import { join } from 'node:path';
import { isGuest, needsDataAccess, newEndpoint, pathIn } from '../../transfer/endpoints.js';
import { dataAccessScope, jailFor } from '../../transfer/permissions.js';
import { Jail } from '../../transfer/storage/jail.js';
import { StorageError } from '../../transfer/storage/storage-error.js';
import { virtualPath } from '../../transfer/storage/virtual-path.js';
import { transferState, type Endpoint } from '../../transfer/state.js';
import type { World } from '../../world.js';
import {
  collectionOf,
  isEndpointAdmin,
  isIdentity,
  manageScope,
  requireEndpointAdmin,
  requireOwnIdentity,
  type Visit,
} from '../access.js';
import { accountOf, fitsAccount, listed } from '../accounts.js';
import { connectorOf } from '../connectors.js';
import { checked } from '../envelope.js';
import { badRequest, denied, invalid, missingScopes, subscriptionRequired } from '../errors.js';
import { sharingRuleOf } from '../data-rules.js';
import { requireGatewayUse } from '../gateway-access.js';
import { gcsState, type CollectionRow, type StorageGateway, type UserCredential } from '../state.js';
import { gatewayOf } from '../storage-gateways.js';
import { inheritFields, inheritFromGateway, setFields } from './fields.js';
import { checkDomainName, checkHighAssurance, readCollection, type Given } from './input.js';
import { rowOf } from './rows.js';

/** Makes a mapped collection: a part of a storage gateway's storage, for those who have an account there. */
export function createMapped(world: World, by: Visit, body: Json): Endpoint {
  requireEndpointAdmin(world, by);
  const { endpoint } = by;
  const given = readCollection(body, 'mapped', [
    'display_name',
    'collection_base_path',
    'public',
    'storage_gateway_id',
  ]);
  const gateway = gatewayOf(world, endpoint.id, given.storage_gateway_id ?? '');
  checked(body, {}, (issues) => {
    checkHighAssurance(issues, given, gateway.settings['high_assurance'] === true);
    checkDomainName(world, issues, endpoint, undefined, given.domain_name);
  });
  const owner = ownerOf(world, by, given);
  return keep(world, by, putMapped(world, endpoint, gateway, owner, given));
}

/** Writes a mapped collection down, for an owner; 400 or 422 where it cannot begin at its base path. */
export function putMapped(
  world: World,
  endpoint: Endpoint,
  gateway: StorageGateway,
  owner: string,
  given: Given,
  id?: string,
): Endpoint {
  const base = absolutePath(given.collection_base_path ?? '/');
  // The storage is a folder of ours: what a collection begins at is made when it is missing.
  inStorage(() => new Jail(join(world.options.dir, gateway.folder)).make(base).close());
  const storage_type = connectorOf(gateway.connector_id)?.display_name ?? null;
  const home = base === '/' ? '/home/{user}' : '/';
  const collection = newEndpoint(world, {
    ...(id === undefined ? {} : { id }),
    entity_type: 'GCSv5_mapped_collection',
    display_name: given.display_name ?? '',
    owner_identity: owner,
    gcs_endpoint: endpoint.id,
    folder: gateway.folder,
    base_path: base,
    home,
    fields: { storage_type },
  });
  const row: CollectionRow = {
    id: collection.id,
    storage_gateway_id: gateway.id,
    user_credential_id: null,
    collection_base_path: base,
    settings: {},
  };
  inheritFromGateway(collection, gateway);
  setFields(collection, row, 'mapped', given, false);
  giveDomainName(world, collection, given.domain_name);
  return written(world, collection, row);
}

/**
 * Makes a guest collection: a folder of a mapped collection, shared with the account of a user credential. `requireData`
 * refuses who has not consented to the manager's looking at the data.
 */
export function createGuest(
  world: World,
  by: Visit,
  body: Json,
  requireData: (mapped: Endpoint) => void = (mapped) => requireDataAccess(world, by, mapped),
): Endpoint {
  const { endpoint, who } = by;
  const given = readCollection(body, 'guest', [
    'display_name',
    'collection_base_path',
    'public',
    'mapped_collection_id',
  ]);
  const mapped = collectionOf(world, by, given.mapped_collection_id ?? '');
  if (isGuest(mapped)) throw invalid('mapped_collection_id', 'is the id of a guest collection');
  const below = rowOf(world, mapped);
  const gateway = gatewayOf(world, endpoint.id, below.storage_gateway_id);
  requireGatewayUse(world, gateway, who);
  requireData(mapped);
  checked(body, {}, (issues) => {
    checkHighAssurance(issues, given, gateway.settings['high_assurance'] === true);
    if (given['enable_https'] === true && mapped.fields['enable_https'] === false)
      issues.add(['enable_https'], 'is off on the mapped collection');
  });
  if (typeof endpoint.fields['subscription_id'] !== 'string')
    throw subscriptionRequired('Guest collections need an endpoint with a subscription');
  if (mapped.fields['allow_guest_collections'] !== true)
    throw denied('The mapped collection does not allow guest collections');
  const owner = given.identity_id?.toLowerCase() ?? who.identity.id;
  requireOwnIdentity(by, owner);
  const credential = credentialOf(world, gateway, owner, given.user_credential_id);
  const identity = authState(world).identities.get(owner) ?? who.identity;
  requireSharing(below, credential.username);
  const path = pathIn(world, mapped, given.collection_base_path ?? '/', identity);
  if (!sharingRuleOf(world, mapped, credential.username)(path)) throw denied(`The path ${path} may not be shared`);
  inStorage(() => jailFor(world, mapped, who, 'r').folder(path).close());
  return keep(world, by, putGuest(world, { endpoint, mapped, credential, path }, given));
}

/** Where a guest collection is: the folder of a mapped collection, and the credential that it works with. */
export interface GuestPlace {
  readonly endpoint: Endpoint;
  readonly mapped: Endpoint;
  readonly credential: UserCredential;
  readonly path: string;
}

/** Writes a guest collection down; it belongs to whose credential it works with. */
export function putGuest(
  world: World,
  { endpoint, mapped, credential, path }: GuestPlace,
  given: Given,
  id?: string,
): Endpoint {
  const collection = newEndpoint(world, {
    ...(id === undefined ? {} : { id }),
    entity_type: 'GCSv5_guest_collection',
    display_name: given.display_name ?? '',
    owner_identity: credential.identity_id,
    gcs_endpoint: endpoint.id,
    mapped_collection: mapped.id,
    host_path: path,
    fields: { storage_type: mapped.fields['storage_type'] ?? null },
  });
  const row: CollectionRow = {
    id: collection.id,
    storage_gateway_id: credential.storage_gateway_id,
    user_credential_id: credential.id,
    collection_base_path: path,
    settings: {},
  };
  setFields(collection, row, 'guest', given, false);
  inheritFields(collection, mapped, rowOf(world, mapped));
  return written(world, collection, row);
}

/** The user credential a guest collection works with: the one named, or the first of its owner. */
export function credentialOf(
  world: World,
  gateway: StorageGateway,
  owner: string,
  id: string | undefined,
): UserCredential {
  const owned = gcsState(world)
    .credentialsByGateway.all(gateway.id)
    .filter((credential) => credential.identity_id === owner);
  const credential = id === undefined ? owned[0] : owned.find((each) => each.id === id.toLowerCase());
  if (!credential) {
    const accounts = [{ DATA_TYPE: 'account#1.0.0', identity_id: owner, storage_gateway_id: gateway.id }];
    throw denied(
      id === undefined
        ? 'You have no user credential on this storage gateway'
        : `You have no user credential ${id} on this storage gateway`,
      { DATA_TYPE: 'credential_not_found#1.0.0', accounts },
    );
  }
  if (credential.invalid)
    throw denied('The user credential is no longer valid', {
      DATA_TYPE: 'invalid_credential#1.0.0',
      user_credential_id: credential.id,
    });
  const identity = authState(world).identities.get(owner);
  const mapped = identity ? accountOf(gateway, identity) : { account: credential.username };
  if ('refused' in mapped) throw denied(mapped.refused);
  if (!fitsAccount(gateway, mapped.account, credential.username))
    throw denied('The storage gateway does not let this account in', {
      DATA_TYPE: 'invalid_user#1.0.0',
      usernames: [credential.username],
    });
  return credential;
}

/** Gives a mapped collection a name below that of its endpoint. */
export function giveDomainName(world: World, collection: Endpoint, name: string | undefined): void {
  if (name === undefined) return;
  const none = {
    certificate: null,
    certificate_chain: null,
    certificate_path: null,
    certificate_chain_path: null,
    private_key_path: null,
  };
  transferState(world).domains.put(collection.id, {
    id: collection.id,
    domain_name: name.toLowerCase(),
    wildcard: false,
    custom: false,
    ...none,
  });
}

/** The manager looks at the data of the mapped collection for the caller, who must have consented to that. */
function requireDataAccess(world: World, { endpoint, who }: Visit, mapped: Endpoint): void {
  const scope = needsDataAccess(mapped) ? dataAccessScope(mapped) : undefined;
  // An application acts for itself: nobody is there to consent, and clients do not ask for it in its name.
  if (scope === undefined || who.identity.kind === 'client') return;
  const manage = manageScope(endpoint.id);
  if (!hasConsent(world, who.identity.id, [manage, scope], who.client))
    throw missingScopes('Missing required data_access consent', [`${manage}[${scope}]`]);
}

/** 403 where the mapped collection keeps the account from sharing anything. */
function requireSharing({ settings }: CollectionRow, username: string): void {
  if (listed(username, settings['sharing_users_allow'], settings['sharing_users_deny'])) return;
  throw denied(`The account ${username} may not share data of this collection`, {
    DATA_TYPE: 'invalid_user#1.0.0',
    usernames: [username],
  });
}

function ownerOf(world: World, by: Visit, { identity_id: given }: Given): string {
  const owner = given?.toLowerCase() ?? by.who.identity.id;
  if (!isEndpointAdmin(world, by)) requireOwnIdentity(by, owner);
  if (!isIdentity(world, owner)) throw invalid('identity_id', 'is not known to Globus Auth');
  if (owner === by.endpoint.id) throw invalid('identity_id', "cannot be the endpoint's own client");
  return owner;
}

function absolutePath(text: string): string {
  if (!text.startsWith('/') || text.split('/').includes('..'))
    throw invalid('collection_base_path', 'must be an absolute path without ..');
  return virtualPath(text, '/');
}

function inStorage(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    throw badRequest(`The storage has no such folder to begin at: ${error.message}`);
  }
}

function written(world: World, collection: Endpoint, row: CollectionRow): Endpoint {
  gcsState(world).collections.put(row.id, row);
  return transferState(world).endpoints.put(collection.id, collection);
}

/** The maker of a collection administers it, even when somebody else owns it. */
function keep(world: World, { who }: Visit, collection: Endpoint): Endpoint {
  if (!who.identityIds.includes(collection.owner_identity)) {
    const id = world.ids.uuid('role');
    transferState(world).roles.put(id, {
      id,
      endpoint: collection.id,
      principal_type: 'identity',
      principal: who.identity.id,
      role: 'administrator',
    });
  }
  return collection;
}
