import { describe, expect, test } from 'vitest';
import { operations } from '../../src/services/gcs.js';
import { globus, usualLogins } from '../support/globus.js';
import { type Exchange, fakeApi } from '../support/fake-api.js';
import { adapterMatchesSamples, rendersSample, sampleDocument, samplesOf } from '../support/samples.js';

const file = 'globus_connect_server';

adapterMatchesSamples(
  file,
  operations,
  {
    create_storage_gateway: (api, { body }) => api.createStorageGateway(body),
    create_user_credential: (api, { body }) => api.createUserCredential(body),
    delete_storage_gateway: (api, { last }) => api.deleteStorageGateway(last),
    delete_user_credential: (api, { last }) => api.deleteUserCredential(last),
    get_collection_list: (api, { query }) => api.listCollections(query),
    get_endpoint: (api) => api.getEndpoint(),
    get_gcs_info: (api) => api.getGcsInfo(),
    get_storage_gateway: (api, { last }) => api.getStorageGateway(last),
    get_storage_gateway_list: (api, { query }) => api.listStorageGateways(query),
    get_user_credential: (api, { last }) => api.getUserCredential(last),
    get_user_credential_list: (api, { query }) => api.listUserCredentials(query),
    update_endpoint: (api, { body, query }) => api.updateEndpoint(body, query),
    update_storage_gateway: (api, { last, body }) => api.updateStorageGateway(last, body),
    update_user_credential: (api, { last, body }) => api.updateUserCredential(last, body),
  },
  { prefix: 'api' },
);

const endpointId = 'cf37806c-572c-47ff-88e2-511c646ef1a4';
const manager = 'https://abc.xyz.data.globus.org/api';
const gateway = 'daa09846-eb92-11e9-b89c-9cb6d0d9fd63';
const credential = 'af43d884-64a1-4414-897a-680c32374439';
const logins = { ...usualLogins, [endpointId]: `urn:globus:auth:scope:${endpointId}:manage_collections` };
const before: readonly Exchange[] = [
  {
    method: 'GET',
    url: `https://transfer.api.globus.org/v0.10/endpoint/${endpointId}`,
    response: {
      id: endpointId,
      display_name: 'server',
      entity_type: 'GCSv5_endpoint',
      gcs_manager_url: 'https://abc.xyz.data.globus.org',
    },
  },
  // nobody known by these ids
  ...['948847d4-ffcc-4ae0-ba3a-a4c88d480159', '4c5bc77b-b20b-4a4c-934e-31e04642b0b4'].map((id) => ({
    method: 'GET',
    url: `https://auth.globus.org/v2/api/identities?ids=${id}`,
    response: { identities: [] },
  })),
];

type Envelope = { readonly data: readonly Record<string, unknown>[] };
const item = (document: unknown) => (document as Envelope).data[0];
const rows = (document: unknown) => ({ DATA: (document as Envelope).data });
const whole = (document: unknown) => document;

interface Served {
  readonly operation: string;
  readonly name?: string;
  readonly argv: readonly string[];
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly shows: (document: unknown) => unknown;
}
const posixGateway = {
  DATA_TYPE: 'storage_gateway#1.0.0',
  display_name: 'example gateway 1',
  allowed_domains: ['example.edu'],
  connector_id: '145812c8-decc-41f1-83cf-bb2a85a2a70b',
  policies: { DATA_TYPE: 'posix_storage_policies#1.0.0' },
};
const served: readonly Served[] = [
  {
    operation: 'create_storage_gateway',
    argv: ['gcs', 'storage-gateway', 'create', 'posix', endpointId, 'example gateway 1', '--domain', 'example.edu'],
    method: 'POST',
    path: 'storage_gateways',
    body: posixGateway,
    shows: item,
  },
  {
    operation: 'create_user_credential',
    argv: ['gcs', 'user-credential', 'create', 'from-json', endpointId, '{"username": "testuser"}'],
    method: 'POST',
    path: 'user_credentials',
    body: { username: 'testuser' },
    shows: item,
  },
  {
    operation: 'delete_storage_gateway',
    argv: ['gcs', 'storage-gateway', 'delete', endpointId, gateway],
    method: 'DELETE',
    path: `storage_gateways/${gateway}`,
    shows: whole,
  },
  {
    operation: 'delete_user_credential',
    argv: ['gcs', 'user-credential', 'delete', endpointId, credential],
    method: 'DELETE',
    path: `user_credentials/${credential}`,
    shows: whole,
  },
  {
    operation: 'get_collection_list',
    argv: ['gcs', 'collection', 'list', endpointId],
    method: 'GET',
    path: 'collections',
    shows: rows,
  },
  {
    operation: 'get_endpoint',
    argv: ['gcs', 'endpoint', 'show', endpointId],
    method: 'GET',
    path: 'endpoint',
    shows: item,
  },
  { operation: 'get_gcs_info', argv: ['gcs', 'info', endpointId], method: 'GET', path: 'info', shows: whole },
  {
    operation: 'get_storage_gateway',
    argv: ['gcs', 'storage-gateway', 'show', endpointId, gateway],
    method: 'GET',
    path: `storage_gateways/${gateway}`,
    shows: item,
  },
  {
    operation: 'get_storage_gateway_list',
    argv: ['gcs', 'storage-gateway', 'list', endpointId],
    method: 'GET',
    path: 'storage_gateways',
    shows: whole,
  },
  {
    operation: 'get_user_credential',
    argv: ['gcs', 'user-credential', 'show', endpointId, credential],
    method: 'GET',
    path: `user_credentials/${credential}`,
    shows: item,
  },
  {
    operation: 'get_user_credential_list',
    argv: ['gcs', 'user-credential', 'list', endpointId],
    method: 'GET',
    path: 'user_credentials',
    shows: whole,
  },
  {
    operation: 'update_endpoint',
    name: 'include_endpoint',
    argv: ['gcs', 'endpoint', 'update', endpointId, '--display-name', 'Happy Fun Endpoint'],
    method: 'PATCH',
    path: 'endpoint?include=endpoint',
    body: { DATA_TYPE: 'endpoint#1.0.0', display_name: 'Happy Fun Endpoint' },
    shows: item,
  },
  {
    operation: 'update_storage_gateway',
    argv: ['gcs', 'storage-gateway', 'update', 'posix', endpointId, gateway, '--user-allow', 'globus'],
    method: 'PATCH',
    path: `storage_gateways/${gateway}`,
    body: {
      DATA_TYPE: 'storage_gateway#1.0.0',
      users_allow: ['globus'],
    },
    shows: item,
  },
  {
    operation: 'update_user_credential',
    argv: [
      'gcs',
      'user-credential',
      'update',
      'posix',
      endpointId,
      credential,
      '--display-name',
      'updated_posix_credential',
    ],
    method: 'PATCH',
    path: `user_credentials/${credential}`,
    body: { DATA_TYPE: 'user_credential#1.0.0', display_name: 'updated_posix_credential' },
    shows: item,
  },
];

describe.runIf(samplesOf(file))('commands over the sample answers', () => {
  test('there is a command for every operation with a sample', () => {
    expect(served.map(({ operation }) => operation).sort()).toEqual(Object.keys(samplesOf(file) ?? {}).sort());
  });
  for (const { operation, name, argv, method, path, body, shows } of served) {
    test(`${operation} is drawn by globus ${argv.slice(0, 4).join(' ')}`, async () => {
      const exchange = {
        method,
        url: `${manager}/${path}`,
        response: sampleDocument(file, operation, name),
        ...(body !== undefined && { body }),
      };
      await rendersSample(argv, exchange, { exchanges: before, logins, shows });
    });
  }

  const refusals: readonly (readonly [string, string, readonly string[], Exchange, string])[] = [
    [
      'create_storage_gateway',
      'validation_error',
      served[0]?.argv ?? [],
      { method: 'POST', url: `${manager}/storage_gateways`, body: posixGateway, status: 422 },
      'GCS Manager: Data Validation Error [unprocessable_entity]\n',
    ],
    [
      'delete_storage_gateway',
      'permission_denied_error',
      served[2]?.argv ?? [],
      { method: 'DELETE', url: `${manager}/storage_gateways/${gateway}`, status: 403 },
      'GCS Manager: permission denied [permission_denied]\n',
    ],
    [
      'get_collection_list',
      'forbidden',
      served[4]?.argv ?? [],
      { method: 'GET', url: `${manager}/collections`, status: 403 },
      'GCS Manager: Could not list collections. Insufficient permissions [permission_denied]\n',
    ],
  ];
  for (const [operation, name, argv, exchange, message] of refusals) {
    test(`${operation} (${name}) ends with the words of the service`, async () => {
      const api = fakeApi([...before, { ...exchange, response: sampleDocument(file, operation, name) }], {
        lenientReads: true,
      });
      expect(await globus(argv, { api, logins })).toEqual({ code: 1, stdout: '', stderr: message });
    });
  }
});
