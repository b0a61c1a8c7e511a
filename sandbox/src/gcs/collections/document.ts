import type { Json } from '../../http/body.js';
import { domainOf } from '../../transfer/domains.js';
import { endpointDocument, managerUrl } from '../../transfer/endpoint-document.js';
import { httpsMethods } from '../../transfer/https-server.js';
import { isGuest } from '../../transfer/endpoints.js';
import { holds, isCollectionAdmin, type Visit } from '../access.js';
import { connectorOf } from '../connectors.js';
import { rootsOf } from '../data-rules.js';
import { defaultTimeout } from '../gateway-access.js';
import { gcsState } from '../state.js';
import type { Endpoint } from '../../transfer/state.js';
import type { World } from '../../world.js';
import { getFields } from './fields.js';
import { mappedOf, rowOf } from './rows.js';

const defaults: Json = {
  force_encryption: false,
  disable_verify: false,
  force_verify: false,
  public: true,
  keywords: [],
  enable_https: true,
};
const defaultsOfMapped: Json = {
  allow_guest_collections: false,
  delete_protected: true,
  disable_anonymous_writes: false,
};
const privateFields = ['sharing_restrict_paths', 'sharing_users_allow', 'sharing_users_deny'];

/** The document of a collection; `privately`, with what only its administrators may see, if the visitor is one. */
export function collectionDocument(world: World, by: Visit, collection: Endpoint, privately: boolean): Json {
  const guest = isGuest(collection);
  const row = rowOf(world, collection);
  const gateway = gcsState(world).gateways.get(row.storage_gateway_id);
  const connector = connectorOf(gateway?.connector_id ?? '');
  const mapped = mappedOf(world, collection);
  const transfer = endpointDocument(world, collection, by.who);
  const domain = domainOf(world, collection);
  const fields = {
    ...defaults,
    ...(guest ? { allow_guest_collections: false } : defaultsOfMapped),
    ...getFields(collection, row, guest ? 'guest' : 'mapped'),
  };
  const administers = isCollectionAdmin(world, by, collection);
  const open = privately && administers;
  const shown = open
    ? fields
    : Object.fromEntries(Object.entries(fields).filter(([name]) => !privateFields.includes(name)));
  return {
    DATA_TYPE: 'collection#1.16.0',
    policies: { DATA_TYPE: `${connector?.prefix ?? 'posix'}_collection_policies#1.0.0` },
    ...inherited(transfer),
    ...shown,
    id: collection.id,
    collection_type: guest ? 'guest' : 'mapped',
    display_name: collection.display_name,
    identity_id: collection.owner_identity,
    ...(row.storage_gateway_id === '' ? {} : { storage_gateway_id: row.storage_gateway_id }),
    connector_id: gateway?.connector_id ?? null,
    ...(guest
      ? {
          mapped_collection_id: mapped.id,
          ...(row.user_credential_id === null ? {} : { user_credential_id: row.user_credential_id }),
        }
      : {}),
    ...(open ? { collection_base_path: row.collection_base_path } : {}),
    ...(administers && (!guest || holds(world, mapped, by.who, 'administrator'))
      ? { root_path: rootPath(world, collection) }
      : {}),
    https_methods: httpsMethods(world, collection),
    domain_name: domain,
    manager_url: managerUrl(world, by.endpoint.id),
    https_url: transfer['https_server'] ?? null,
    tlsftp_url: `tlsftp://${domain}:443`,
    created_at: day(collection.created),
    last_access: collection.last_accessed === null ? null : day(collection.last_accessed),
  };
}

/** What a collection has from its storage gateway, its mapped collection or its subscription, as Transfer tells it. */
function inherited(transfer: Json): Json {
  const high = transfer['high_assurance'] === true;
  const timeout = transfer['authentication_timeout_mins'] ?? defaultTimeout;
  return {
    high_assurance: high,
    require_high_assurance: high,
    authentication_timeout_mins: timeout,
    authentication_assurance_timeout: timeout,
    require_mfa: transfer['mfa_required'] === true,
    disable_anonymous_writes: transfer['disable_anonymous_writes'] === true,
    user_message: transfer['user_message'],
    user_message_link: transfer['user_message_link'],
    subscription_admin_verified: transfer['subscription_admin_verified'] === true,
  };
}

/** Where on the storage system a collection begins. */
function rootPath(world: World, collection: Endpoint): string {
  return rootsOf(collection, mappedOf(world, collection))[0];
}

/** A time as the day it is on. */
export const day = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
