import { join } from 'node:path';
import { seededSubscription } from '../groups/seed.js';
import { posix } from '../gcs/connectors.js';
import { putGuest, putMapped } from '../gcs/collections/create.js';
import { readCollection } from '../gcs/collections/input.js';
import { sharingRuleOf } from '../gcs/data-rules.js';
import { gcsState, type StorageGateway } from '../gcs/state.js';
import { putGateway, readGateway } from '../gcs/storage-gateways.js';
import { firstCredential } from '../gcs/user-credential-routes.js';
import { createRule } from '../transfer/access/requests.js';
import { newEndpoint } from '../transfer/endpoints.js';
import { virtualPath } from '../transfer/storage/virtual-path.js';
import { transferState, type Endpoint } from '../transfer/state.js';
import { writeFiles } from './files.js';
import type { CollectionForm, ComputerForm, EndpointForm, GatewayForm, GuestForm, RoleForm } from './form.js';
import type { Making } from './making.js';

/** Makes a Connect Server endpoint with all that is on it. */
export function makeEndpoint(making: Making, form: EndpointForm): void {
  const { world } = making;
  const owner_identity = making.person(form, 'owner', form.owner).id;
  const endpoint = newEndpoint(world, {
    id: newId(making, 'endpoint', form),
    entity_type: 'GCSv5_endpoint',
    display_name: form.name,
    owner_identity,
    fields: {
      gcs_version: '5.4.90',
      subscription_id: form.subscribed === false ? null : seededSubscription,
      description: form.description ?? null,
      organization: form.organization ?? null,
    },
  });
  const node = making.idOf('node', {}, endpoint.id);
  gcsState(world).nodes.put(node, {
    id: node,
    endpoint: endpoint.id,
    ip_addresses: ['127.0.0.1'],
    status: 'active',
    incoming_port_range: null,
    outgoing_port_range: null,
    data_interface: null,
    data_interface6: null,
  });
  makeRoles(making, endpoint, form.roles);
  making.each(form.gateways, (gateway) => makeGateway(making, endpoint, gateway));
}

function makeGateway(making: Making, endpoint: Endpoint, form: GatewayForm): void {
  const { world } = making;
  const given = readGateway({ ...form.settings, display_name: form.name, connector_id: posix.id });
  const id = making.idOf('storage gateway', form, endpoint.id, form.name);
  making.requireNew(gcsState(world).gateways.has(id), form, 'a storage gateway');
  const gateway = putGateway(world, endpoint, given, id);
  making.each(form.collections, (collection) => makeCollection(making, endpoint, gateway, collection));
}

function makeCollection(making: Making, endpoint: Endpoint, gateway: StorageGateway, form: CollectionForm): void {
  const { world } = making;
  const body = {
    allow_guest_collections: true,
    public: true,
    ...form.settings,
    display_name: form.name,
    collection_base_path: form.base_path ?? '/',
    storage_gateway_id: gateway.id,
  };
  const given = readCollection(body, 'mapped', []);
  const owner = form.owner === undefined ? endpoint.owner_identity : making.person(form, 'owner', form.owner).id;
  const collection = putMapped(world, endpoint, gateway, owner, given, newId(making, 'collection', form, endpoint.id));
  writeFiles(making, folderOf(making, collection), form, 'files');
  makeRoles(making, collection, form.roles);
  making.each(form.guests, (guest) => makeGuest(making, { endpoint, gateway, mapped: collection }, guest));
}

interface Below {
  readonly endpoint: Endpoint;
  readonly gateway: StorageGateway;
  readonly mapped: Endpoint;
}

function makeGuest(making: Making, { endpoint, gateway, mapped }: Below, form: GuestForm): void {
  const { world } = making;
  const credential = firstCredential(world, gateway, making.identity(form, 'owner', form.owner));
  if (!form.path.startsWith('/') || form.path.split('/').includes('..'))
    throw making.wrong(form, 'path', 'must be a path of the collection above, from /, without ..');
  const path = virtualPath(form.path, '/');
  if (!sharingRuleOf(world, mapped, credential.username)(path))
    throw making.wrong(form, 'path', `the collection above does not let ${form.owner} share ${path}`);
  const given = readCollection({ public: true, ...form.settings, display_name: form.name }, 'guest', []);
  const id = newId(making, 'collection', form, mapped.id);
  const guest = putGuest(world, { endpoint, mapped, credential, path }, given, id);
  writeFiles(making, join(folderOf(making, mapped), path), form, 'files');
  makeRoles(making, guest, form.roles);
  making.each(form.permissions, (permission) => {
    for (const to of making.spread(permission, 'to', permission.to)) {
      const document = { path: permission.path, permissions: permission.access };
      createRule(world, guest, { ...document, ...principalOf(making, permission, to) });
    }
  });
}

function principalOf(making: Making, permission: object, to: string): { principal_type: string; principal: string } {
  if (to === 'everyone') return { principal_type: 'all_authenticated_users', principal: '' };
  if (to === 'anonymous') return { principal_type: 'anonymous', principal: '' };
  const { type, id } = making.principal(permission, 'to', to);
  return { principal_type: type, principal: id };
}

/** Makes the collection of a personal computer, of which its owner is the only user. */
export function makeComputer(making: Making, form: ComputerForm): void {
  const owner = making.person(form, 'owner', form.owner);
  const id = newId(making, 'computer', form, owner.username);
  const computer = newEndpoint(making.world, {
    id,
    entity_type: 'GCP_mapped_collection',
    display_name: form.name,
    owner_identity: owner.id,
    folder: `collections/computer-${id}`,
    fields: {
      is_globus_connect: true,
      gcp_connected: form.connected ?? true,
      gcp_paused: form.paused ?? false,
      description: form.description ?? null,
    },
  });
  writeFiles(making, folderOf(making, computer), form, 'files');
}

function makeRoles(making: Making, on: Endpoint, forms: readonly RoleForm[] | undefined): void {
  making.each(forms, (form) => {
    for (const to of making.spread(form, 'to', form.to)) {
      const { type: principal_type, id: principal } = making.principal(form, 'to', to);
      const id = making.idOf('role', {}, on.id, form.role, principal);
      transferState(making.world).roles.put(id, { id, endpoint: on.id, principal_type, principal, role: form.role });
    }
  });
}

/** The folder of this machine that holds what a mapped collection, or a computer, has at its top. */
const folderOf = ({ world }: Making, { folder, base_path }: Endpoint): string =>
  join(world.options.dir, folder ?? '', base_path ?? '/');

function newId(making: Making, kind: string, form: { id?: string; name: string }, ...above: string[]): string {
  const id = making.idOf(kind, form, ...above, form.name);
  making.requireNew(transferState(making.world).endpoints.has(id), form, 'an endpoint or a collection');
  return id;
}
