import { clients, people } from '../auth/seed.js';
import { clientsDomain } from '../auth/identities.js';
import { authState } from '../auth/state.js';
import { uuidOf } from '../ids.js';
import { seededCollections } from '../transfer/seed.js';
import { transferState } from '../transfer/state.js';
import type { World } from '../world.js';
import { localUser } from './accounts.js';
import { posix } from './connectors.js';
import { gcsState } from './state.js';

/** The storage gateway below the collections of every new world; it has accounts for all who are seeded. */
export const storageGateway = uuidOf('storage gateway sandbox');

/** Creates what the manager of the seeded endpoint has: a storage gateway, a node, accounts, and administrators beside its owner. */
export function seedGcs(world: World): void {
  const { gateways, nodes, credentials, collections } = gcsState(world);
  const endpoint = seededCollections.gcs;
  gateways.put(storageGateway, {
    id: storageGateway,
    endpoint,
    display_name: 'Sandbox Storage',
    connector_id: posix.id,
    folder: 'collections/storage',
    settings: {
      allowed_domains: ['globusid.org', 'university.example', clientsDomain],
      policies: { DATA_TYPE: 'posix_storage_policies#1.0.0' },
    },
  });
  collections.put(seededCollections.storage, {
    id: seededCollections.storage,
    storage_gateway_id: storageGateway,
    user_credential_id: null,
    collection_base_path: '/',
    settings: {},
  });
  const node = uuidOf('node sandbox');
  nodes.put(node, {
    id: node,
    endpoint,
    ip_addresses: ['127.0.0.1'],
    status: 'active',
    incoming_port_range: null,
    outgoing_port_range: null,
    data_interface: null,
    data_interface6: null,
  });
  for (const identity_id of [...Object.values(people), clients.confidential].map(({ id }) => id)) {
    const identity = authState(world).identities.get(identity_id);
    if (!identity) continue;
    const id = uuidOf(`user credential ${identity_id}`);
    const policies = { DATA_TYPE: 'posix_user_credential_policies#1.0.0' };
    credentials.put(id, {
      id,
      endpoint,
      storage_gateway_id: storageGateway,
      identity_id,
      username: localUser(identity),
      display_name: null,
      policies,
      invalid: false,
      provisioned: true,
    });
  }
  for (const principal of [people.ada.id, clients.confidential.id]) {
    const id = uuidOf(`role of ${principal} on the endpoint`);
    transferState(world).roles.put(id, { id, endpoint, principal_type: 'identity', principal, role: 'administrator' });
  }
}
