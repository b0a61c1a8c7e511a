import { ServiceError } from '../../errors.js';
import type { Domain, Result } from '../../services/gcs.js';
import type { GcsConnector } from '../../services/index.js';
import type { Connect } from './sources.js';
import { type OwnedKind, type Thing, wellNamed } from './thing.js';

/** How the services of endpoints are reached: a login of their own is demanded. */
export interface Owners {
  readonly gcs: GcsConnector;
}
type Find = (owner: string, connect: Connect, owners: Owners) => Promise<readonly Thing[]>;

const text = (value: string | null | undefined) => value ?? '';

/** Where things that belong to another thing are asked for, by the id of that. */
export const ownedThings: Readonly<Record<OwnedKind, Find>> = {
  storageGateway: async (endpoint, _connect, { gcs }) =>
    ((await (await gcs.at(endpoint)).getStorageGateways({})).data ?? []).map(({ id, display_name: name }) => ({
      id,
      name: text(name),
    })),
  userCredential: async (endpoint, _connect, { gcs }) =>
    ((await (await gcs.at(endpoint)).getUserCredentials({})).data ?? []).map((each) => ({
      id: each.id,
      name: text(each.display_name),
      detail: text(each.username),
    })),
  gcsEndpointRole: async (endpoint, _connect, { gcs }) =>
    ((await (await gcs.at(endpoint)).getRoles({})).data ?? []).map(({ id, role, principal }) => ({
      id,
      name: role,
      detail: principal,
    })),
  gcsCollectionRole: async (collection, _connect, { gcs }) =>
    ((await (await gcs.at(collection)).getRoles({ collection_id: collection })).data ?? []).map(
      ({ id, role, principal }) => ({ id, name: role, detail: principal }),
    ),
  node: async (endpoint, _connect, { gcs }) =>
    rows((await gcs.at(endpoint)).listNodes(), ({ id, ip_addresses: addresses, status }) => ({
      id,
      name: addresses.join(', '),
      state: status,
    })),
  sharingPolicy: async (endpoint, _connect, { gcs }) =>
    rows((await gcs.at(endpoint)).listSharingPolicies({}), ({ id, users }) => ({
      id,
      name: (users ?? []).join(', '),
    })),
  role: async (endpoint, connect) =>
    (await (await connect('transfer')).listEndpointRoles(endpoint)).DATA.map(({ id, role, principal }) => ({
      id: text(id),
      name: role,
      detail: principal,
    })),
  accessRule: async (endpoint, connect) =>
    (await (await connect('transfer')).listAccessRules(endpoint)).DATA.map(({ id, path, permissions }) => ({
      id: text(id),
      name: text(path),
      detail: permissions,
    })),
  server: async (endpoint, connect) =>
    (await (await connect('transfer')).listEndpointServers(endpoint)).DATA.map(({ id, hostname }) => ({
      id: String(id),
      name: text(hostname),
    })),
  indexRole: async (index, connect) =>
    (await (await connect('search')).getRoleList(index)).role_list.map(({ id, role_name: name, principal }) => ({
      id,
      name,
      detail: principal,
    })),
  endpointDomain: async (endpoint, _connect, { gcs }) => domains((await gcs.at(endpoint)).getEndpointDomain()),
  collectionDomain: async (collection, _connect, { gcs }) =>
    domains((await gcs.at(collection)).getCollectionDomain(collection)),
  clientCredential: async (client, connect) =>
    (await (await connect('auth')).getClientCredentials(client)).credentials.map(({ id, name }) => ({ id, name })),
};

/** A domain of one's own; none where the manager knows of none. */
async function domains(asked: Promise<Result<Domain>>): Promise<readonly Thing[]> {
  try {
    return ((await asked).data ?? []).map(({ domain_name: id }) => ({ id, name: '' }));
  } catch (error) {
    if (error instanceof ServiceError && error.response.status === 404) return [];
    throw error;
  }
}

/** What kind of thing one of these kinds belongs to. */
export function ownerKind(kind: string): 'collection' | 'index' | 'client' {
  if (kind === 'clientCredential') return 'client';
  return kind === 'indexRole' ? 'index' : 'collection';
}

async function rows<R>(found: AsyncIterable<R>, as: (row: R) => Thing): Promise<Thing[]> {
  const things: Thing[] = [];
  for await (const row of found) things.push(as(row));
  return [...wellNamed(things)];
}
