/** Every operation that clients of the GCS Manager API have, against the sandbox: none may be missing. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  collections,
  endpoint as endpoints,
  nodes,
  roles,
  storageGateways,
  userCredentials,
  versioning,
} from '@globus/sdk/services/globus-connect-server';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../src/index.js';
import { clientOf, logIn, openSandbox, type Client, withKey } from './signed-in.js';
import { describedOperations, servedOperations } from './support/gcs-operations.js';

const checklist = join(
  process.env['GLOBUS_REFERENCE'] ?? join(import.meta.dirname, '../../../shared/reference'),
  'api-operations.txt',
);
const unknown = '00000000-0000-4000-8000-000000000000';

let sandbox: RunningSandbox;
let id: string, token: string, ada: Client;
beforeAll(async () => {
  sandbox = await openSandbox();
  id = sandbox.env['GLOBUS_SANDBOX_ENDPOINT']!;
  token = (await logIn(sandbox, 'ada@globusid.org', `urn:globus:auth:scope:${id}:manage_collections`))[id]!;
  ada = clientOf(sandbox, `gcs/${id}/api`, token);
});

/** Sends an empty document where there is one to send: what counts is that there is a route, which says what is wrong. */
async function isServed(method: string, path: string): Promise<void> {
  const { status, json } = await ada(
    method,
    path.replaceAll(/\{\w+\}/g, unknown),
    /^(POST|PUT|PATCH)$/.test(method) ? {} : undefined,
  );
  expect(JSON.stringify(json)).not.toContain('There is no route');
  expect([200, 400, 404, 409, 422]).toContain(status);
  expect(json.DATA_TYPE).toMatch(/^result#1\./);
  expect(json.http_response_code).toBe(status);
  // A 404 is about the thing, which is named, and not about the route.
  if (status === 404) expect(json.message).toContain(path.includes('{') ? unknown : id);
}

/** The checklist leaves out the paths of some operations; their names say them. */
function pathOf(name: string, given: string): string {
  if (given !== 'path') return `/${given.replace(/^\//, '')}`;
  const kind = /user_credential|role/.exec(name)?.[0];
  return `/${kind}s${name.startsWith('create_') || name.endsWith('_list') ? '' : '/{id}'}`;
}

describe.skipIf(!existsSync(checklist))(
  `the checklist (${checklist}) ${existsSync(checklist) ? 'has' : 'is not here, which skips'}`,
  () => {
    const section = existsSync(checklist)
      ? (/^\[gcs\]\n((?:.+\n?)+)/m.exec(readFileSync(checklist, 'utf8'))?.[1] ?? '')
      : '';
    const operations = section
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
    test('operations of GCS', () => {
      expect(operations.length).toBeGreaterThan(20);
    });
    test.each(operations)('%s: %s %s', async (name = '', method = '', path = '') =>
      isServed(method, pathOf(name, path)),
    );
  },
);

describe("the paths of Globus's own description of the API", () => {
  const [described, served] = [describedOperations(), servedOperations()];
  test('are all read', () => {
    expect(served.length).toBe(53);
    expect(described.length - served.length).toBe(4);
  });
  test.each(served)('%s: %s %s', async (_name, method, path) => isServed(method, path));
});

test('a route that there is none of is 404, in the same envelope, and counted', async () => {
  expect(await ada('GET', '/nonesuch')).toMatchObject({
    status: 404,
    json: { DATA_TYPE: 'result#1.1.0', code: 'not_found', http_response_code: 404 },
  });
  const state: any = await (await fetch(`${sandbox.url}/_sandbox/state`, { headers: withKey(sandbox) })).json();
  expect(state.missing).toEqual({ [`GET /gcs/${id}/api/nonesuch`]: 1 });
});

describe("Globus's own JavaScript SDK", () => {
  const call = async (answer: Promise<Response>): Promise<any> => (await answer).json();
  const configuration = () => ({ host: `${sandbox.url}/gcs/${id}`, endpoint_id: id });
  const signed = (payload?: object): any => ({
    headers: { Authorization: `Bearer ${token}` },
    ...(payload ? { payload } : {}),
  });

  test('asks without the path of the address; its token says which endpoint is meant', async () => {
    const info = await call(versioning.info({ host: configuration().host }));
    expect(info.data[0]).toMatchObject({ DATA_TYPE: 'info#1.0.0', endpoint_id: id });
    expect((await call(endpoints.get(configuration(), signed()))).data[0]).toMatchObject({
      id,
      display_name: 'Sandbox Endpoint',
    });
    expect(
      (
        await call(
          endpoints.patch(configuration(), {
            ...signed({ DATA_TYPE: 'endpoint#1.2.0', description: 'By SDK' }),
            query: { include: 'endpoint' },
          }),
        )
      ).data[0].description,
    ).toBe('By SDK');
  });

  test('makes, changes and deletes what there is', async () => {
    const gateway = await call(
      storageGateways.create(
        configuration(),
        signed({
          DATA_TYPE: 'storage_gateway#1.3.0',
          display_name: 'SDK',
          connector_id: '145812c8-decc-41f1-83cf-bb2a85a2a70b',
          require_mfa: false,
          admin_managed_credentials: false,
        }),
      ),
    );
    const storage_gateway_id = gateway.data[0].id;
    const payload = {
      DATA_TYPE: 'collection#1.16.0',
      collection_type: 'mapped',
      display_name: 'SDK',
      collection_base_path: '/',
      public: true,
      storage_gateway_id,
      delete_protected: false,
    };
    const [collection] = (await call(collections.create(configuration(), signed(payload)))).data;
    expect((await call(collections.getAll(configuration(), signed()))).data.map((row: any) => row.id)).toContain(
      collection.id,
    );
    expect(
      (await call(collections.patch(configuration(), collection.id, signed({ description: 'patched' })))).data[0]
        .description,
    ).toBe('patched');
    // What it showed can be sent back whole.
    const shown = (
      await call(
        collections.get(configuration(), collection.id, { ...signed(), query: { include: 'private_policies' } }),
      )
    ).data[0];
    expect((await call(collections.update(configuration(), collection.id, signed(shown)))).data[0]).toMatchObject({
      description: 'patched',
      display_name: 'SDK',
    });
    const [role] = (
      await call(
        roles.create(
          configuration(),
          signed({
            DATA_TYPE: 'role#1.0.0',
            collection: collection.id,
            role: 'activity_monitor',
            principal: `urn:globus:auth:identity:${sandbox.env['GLOBUS_SANDBOX_IDENTITY_2']}`,
          }),
        ),
      )
    ).data;
    expect((await call(roles.remove(configuration(), role.id, signed()))).code).toBe('success');
    const [credential] = (
      await call(
        userCredentials.create(configuration(), signed({ DATA_TYPE: 'user_credential#1.0.0', storage_gateway_id })),
      )
    ).data;
    expect((await call(userCredentials.getAll(configuration(), signed()))).data.map((row: any) => row.id)).toContain(
      credential.id,
    );
    expect((await call(nodes.getAll(configuration(), signed()))).data).toHaveLength(1);
    expect((await call(collections.remove(configuration(), collection.id, signed()))).code).toBe('success');
    expect((await call(storageGateways.remove(configuration(), storage_gateway_id, signed()))).code).toBe('success');
    expect((await call(userCredentials.get(configuration(), credential.id, signed()))).code).toBe('not_found');
  });
});
