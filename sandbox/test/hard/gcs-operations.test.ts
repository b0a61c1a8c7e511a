/**
 * Every operation of the manager of Globus Connect Server, asked for by those who may not: without a token, with one that is revoked,
 * of another world or another service, and by people who have no role there. All are refused, and nothing is changed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { RunningSandbox } from '../../src/index.js';
import { clientOf, logIn, openSandbox, type Client } from '../signed-in.js';
import { servedOperations } from '../support/gcs-operations.js';
import { figure } from '../support/hard.js';
import { transferAll } from '../whole-world.js';

let sandbox: RunningSandbox, endpoint: string, ada: Client;
let ids: Record<string, string>;
const strangers: [string, Client][] = [];
const unknown: [string, Client][] = [];
beforeAll(async () => {
  sandbox = await openSandbox();
  const { env } = sandbox;
  endpoint = env['GLOBUS_SANDBOX_ENDPOINT']!;
  const scope = `urn:globus:auth:scope:${endpoint}:manage_collections`;
  const at = (token?: string) => clientOf(sandbox, `gcs/${endpoint}/api`, token);
  const tokenOf = async (user: string, where = sandbox) => (await logIn(where, user, scope))[endpoint]!;
  ada = at(await tokenOf('ada@globusid.org'));
  const revoked = await tokenOf('ada@globusid.org');
  await fetch(`${sandbox.url}/auth/v2/oauth2/token/revoke`, {
    method: 'POST',
    body: new URLSearchParams({ token: revoked }),
  });
  const others = await logIn(sandbox, 'ada@globusid.org', transferAll);
  unknown.push(
    ['nobody', at()],
    ['a revoked token', at(revoked)],
    ['one of another world', at(await tokenOf('ada@globusid.org', await openSandbox()))],
    ['one for Transfer', at(others['transfer.api.globus.org'])],
  );
  strangers.push(['a stranger', at(await tokenOf('grace@globusid.org'))]);
  const mapped = env['GLOBUS_SANDBOX_MAPPED_COLLECTION']!;
  ids = { collections: mapped, guest: env['GLOBUS_SANDBOX_GUEST_COLLECTION']! };
  for (const kind of ['storage_gateways', 'roles', 'nodes', 'user_credentials'])
    ids[kind] = (await ada('GET', `/${kind}`)).json.data[0].id;
  const policy = await ada('POST', '/sharing_policies', sharingPolicy(mapped));
  ids['sharing_policies'] = policy.json.data[0].id;
});

const sharingPolicy = (collection_id: string) => ({
  DATA_TYPE: 'sharing_policy#1.0.0',
  collection_id,
  sharing_restrict_paths: { DATA_TYPE: 'path_restrictions#1.0.0', read: ['/public'] },
  users: ['hopper'],
});

/** What is answered to people without a role, and why. */
const open: Readonly<Record<string, string>> = {
  listCollections: 'those that the caller may see',
  getCollection: 'a public collection',
  getEndpoint: 'a public document',
  getInfo: 'a public document, for nobody in particular',
  listNodes: 'where the endpoint is reached',
  getNode: 'where the endpoint is reached',
  listRoles: 'those of the caller',
  listStorageGateways: 'what collections can be made on',
  getStorageGateway: 'what collections can be made on',
  listUserCredentials: 'those of the caller',
};

/** Documents that would do something. */
const bodies = (): Readonly<Record<string, object>> => {
  const grace = sandbox.env['GLOBUS_SANDBOX_IDENTITY_2']!;
  return {
    postCollection: {
      DATA_TYPE: 'collection#1.16.0',
      collection_type: 'mapped',
      display_name: 'Theirs',
      collection_base_path: '/',
      public: true,
      storage_gateway_id: ids['storage_gateways'],
    },
    postCollectionsBatchDelete: { DATA_TYPE: 'batch#1.0.0', ids: [ids['guest']] },
    setCollectionOwner: { DATA_TYPE: 'owner#1.0.0', identity_id: grace },
    putEndpointOwner: { DATA_TYPE: 'owner#1.0.0', identity_id: grace },
    putCollectionOwnerString: { DATA_TYPE: 'owner_string#1.0.0', owner_string: 'Grace' },
    putEndpointOwnerString: { DATA_TYPE: 'owner_string#1.0.0', owner_string: 'Grace' },
    putSubscriptionAdminVerified: {
      DATA_TYPE: 'subscription_admin_verified#1.0.0',
      subscription_admin_verified: true,
    },
    putEndpointSubscriptionId: { DATA_TYPE: 'endpoint_subscription#1.0.0', subscription_id: null },
    postRoles: {
      DATA_TYPE: 'role#1.0.0',
      collection: null,
      principal: `urn:globus:auth:identity:${grace}`,
      role: 'administrator',
    },
    postSharingPolicy: sharingPolicy(ids['collections']!),
    patchCollection: { DATA_TYPE: 'collection#1.16.0', display_name: 'Theirs' },
    patchEndpoint: { DATA_TYPE: 'endpoint#1.2.0', display_name: 'Theirs' },
    patchNode: { DATA_TYPE: 'node#1.2.0', name: 'theirs' },
    patchStorageGateway: { DATA_TYPE: 'storage_gateway#1.3.0', display_name: 'Theirs' },
  };
};

const journal = () => {
  const folder = join(sandbox.dir, 'state');
  return readdirSync(folder)
    .filter((name) => name.startsWith('journal.'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
};

test('refused, in its form, without a change', async () => {
  const operations = servedOperations();
  let tries = 0;
  let answered = 0;
  for (const [name, method, path] of operations) {
    const kind = path.split('/')[1]!;
    const at =
      name === 'listSharingPolicies'
        ? `${path}?collection_id=${ids['collections']}`
        : path.replaceAll(/\{\w+\}/g, ids[kind]!);
    const body = /POST|PUT|PATCH/.test(method) ? (bodies()[name] ?? {}) : undefined;
    for (const [who, client] of [...unknown, ...strangers]) {
      const before = journal();
      const { status, json } = await client(method, at, body);
      const told = `${who}: ${method} ${at}: ${status} ${JSON.stringify(json)}`;
      tries += 1;
      expect(json.DATA_TYPE, told).toMatch(/^result#1\./);
      expect(json.http_response_code, told).toBe(status);
      if (name === 'getInfo' || (who === 'a stranger' && name in open)) {
        expect(status, told).toBe(200);
        if (name === 'listRoles' || name === 'listUserCredentials')
          expect(JSON.stringify(json.data), told).not.toContain(sandbox.env['GLOBUS_SANDBOX_IDENTITY']);
        answered += 1;
      } else if (who === 'a stranger') {
        // What was sent may be wrong in itself, which is said to anybody who may ask at all.
        const refusals = name in bodies() || body === undefined ? [403, 404] : [403, 404, 422];
        expect(refusals, told).toContain(status);
      } else expect(status, told).toBe(401);
      expect(journal(), told).toBe(before);
    }
  }
  figure(
    'operations of the manager asked for by those who may not',
    `${operations.length} operations, ${tries} tries, ${answered} answered as is public, the rest refused and nothing changed`,
  );
});
