/** A sandbox with its GCS Manager, and three people with their consents: for the tests of what the manager answers. */

import { beforeAll, expect } from 'vitest';
import type { RunningSandbox } from '../../src/index.js';
import { clientOf, logIn, openSandbox, temporaryFolder, type Client } from '../signed-in.js';
import { transferScope } from '../transferring.js';

export const nobody = '00000000-0000-4000-8000-000000000000';
export const posix = '145812c8-decc-41f1-83cf-bb2a85a2a70b';
export const s3 = '7643e831-5f6c-4b47-a07f-8ee90f401d23';
export const identity = 'urn:globus:auth:identity:';
export const group = 'urn:globus:groups:id:';

/** The sandbox of the tests of one file, and those who ask it; there from `beforeAll` on. */
export let sandbox: RunningSandbox;
export let dir: string;
export let ada: Client, grace: Client, admin: Client, adaTransfer: Client;
export let endpoint: string,
  gateway: string,
  storage: string,
  adaId: string,
  graceId: string,
  adminId: string,
  lab: string,
  subscription: string;

export const manage = () => `urn:globus:auth:scope:${endpoint}:manage_collections`;
export const dataAccess = (id: string) => `https://auth.globus.org/scopes/${id}/data_access`;
export const at = (token?: string): Client => clientOf(sandbox, `gcs/${endpoint}/api`, token);
export async function signedIn(user: string, scope = manage()): Promise<Client> {
  return at((await logIn(sandbox, user, scope))[endpoint]);
}
export async function withConsent(user: string, collection: string): Promise<Client> {
  return signedIn(user, `${manage()}[${dataAccess(collection)}]`);
}
export async function newMapped(fields: object = {}, base = '/'): Promise<string> {
  const body = {
    DATA_TYPE: 'collection#1.16.0',
    collection_type: 'mapped',
    display_name: 'Mapped',
    collection_base_path: base,
    public: true,
    storage_gateway_id: gateway,
    ...fields,
  };
  const { status, json } = await ada('POST', '/collections', body);
  expect([status, json.message]).toEqual([201, `Created Collection ${json.data?.[0]?.id}`]);
  return json.data[0].id;
}
export const guestBody = (mapped: string, fields: object = {}) => ({
  DATA_TYPE: 'collection#1.16.0',
  collection_type: 'guest',
  display_name: 'Guest',
  collection_base_path: '/~/',
  public: true,
  mapped_collection_id: mapped,
  ...fields,
});
export const ids = (json: any): string[] => json.data.map(({ id }: any) => id);

beforeAll(async () => {
  dir = temporaryFolder();
  sandbox = await openSandbox({ dir });
  const { env } = sandbox;
  endpoint = env['GLOBUS_SANDBOX_ENDPOINT']!;
  gateway = env['GLOBUS_SANDBOX_STORAGE_GATEWAY']!;
  storage = env['GLOBUS_SANDBOX_MAPPED_COLLECTION']!;
  adaId = env['GLOBUS_SANDBOX_IDENTITY']!;
  graceId = env['GLOBUS_SANDBOX_IDENTITY_2']!;
  adminId = env['GLOBUS_SANDBOX_ADMIN_IDENTITY']!;
  lab = env['GLOBUS_SANDBOX_GROUP']!;
  subscription = env['GLOBUS_SANDBOX_SUBSCRIPTION']!;
  [ada, grace, admin] = [
    await withConsent('ada@globusid.org', storage),
    await signedIn('grace@globusid.org'),
    await signedIn('admin@globusid.org'),
  ];
  const both = await logIn(sandbox, 'ada@globusid.org', transferScope);
  adaTransfer = clientOf(sandbox, 'transfer/v0.10', both['transfer.api.globus.org']);
});
