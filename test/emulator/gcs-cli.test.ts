/** The built program at the GCS manager of a sandbox, over TLS: every group of `globus gcs`, from login to deletion. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientOf, logIn, withKey } from '../../sandbox/test/signed-in.js';
import { sandboxUser, type SandboxUser } from '../support/sandbox-user.js';

const TRANSFER = 'urn:globus:auth:scope:transfer.api.globus.org:all';

let user: SandboxUser, boss: SandboxUser['run'];
let endpoint: string, storage: string, gateway: string, graceId: string, lab: string;

/** Runs `globus gcs ...` and returns its JSON; what went wrong is shown when something did. */
async function gcs(...argv: string[]): Promise<any> {
  const { code, stdout, stderr } = await user.run(['gcs', ...argv, '-F', 'json']);
  expect({ argv, code, stderr: code === 0 ? '' : stderr }).toEqual({ argv, code: 0, stderr: '' });
  return JSON.parse(stdout);
}

/** What Transfer says of an endpoint or collection. */
async function inTransfer(id: string): Promise<any> {
  const token = (await logIn(user.sandbox, 'ada@globusid.org', TRANSFER))['transfer.api.globus.org'];
  return (await clientOf(user.sandbox, 'transfer/v0.10', token)('GET', `/endpoint/${id}`)).json;
}

beforeAll(async () => {
  user = await sandboxUser();
  const { env } = user.sandbox;
  endpoint = env['GLOBUS_SANDBOX_ENDPOINT']!;
  storage = env['GLOBUS_SANDBOX_MAPPED_COLLECTION']!;
  gateway = env['GLOBUS_SANDBOX_STORAGE_GATEWAY']!;
  graceId = env['GLOBUS_SANDBOX_IDENTITY_2']!;
  lab = env['GLOBUS_SANDBOX_GROUP']!;
  // An administrator of the subscription, under a profile of her own.
  boss = (argv, more) => user.run([...argv, '--profile', 'boss'], more);
  const begun = await boss(['login', '--start', '--quiet', '--gcs', endpoint]);
  await boss(['login', '--finish', await user.approve(begun.stdout.trim(), 'admin@globusid.org')]);
}, 60_000);

describe('before the login to the endpoint', () => {
  test('info needs none; everything else says how to log in', async () => {
    const info = await user.run(['gcs', 'info', endpoint]);
    // Transfer is asked where the manager is, so there is a login to make first.
    expect(info).toMatchObject({ code: 4, stderr: expect.stringContaining('globus login') });
    expect((await user.logIn()).code).toBe(0);
    expect((await user.run(['gcs', 'info', endpoint])).stdout).toContain('Manager Version: 5.4.90');
    const refused = await user.run(['gcs', 'endpoint', 'show', endpoint]);
    expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining(`globus login --gcs ${endpoint}`) });
    expect((await user.logIn(undefined, ['--gcs', endpoint])).code).toBe(0);
    expect((await gcs('endpoint', 'show', endpoint)).display_name).toBe('Sandbox Endpoint');
  });

  test('a guest collection needs the consent for the data of its mapped collection, which a login gives', async () => {
    const create = ['collection', 'create', 'guest', storage, '/~/', 'For reviewers'];
    const refused = await user.run(['gcs', ...create]);
    expect(refused).toMatchObject({
      code: 4,
      stderr: expect.stringContaining(`globus login --gcs ${endpoint}:${storage}`),
    });
    expect((await user.logIn(undefined, ['--gcs', `${endpoint}:${storage}`])).code).toBe(0);
    expect(await gcs(...create)).toMatchObject({
      collection_type: 'guest',
      mapped_collection_id: storage,
      display_name: 'For reviewers',
    });
  });

  test('the manager itself asks for it, too, and the program says the same', async () => {
    const withdrawn = await fetch(`${user.sandbox.url}/_sandbox/consents/withdraw`, {
      method: 'POST',
      headers: withKey(user.sandbox),
      body: JSON.stringify({
        user: 'ada@globusid.org',
        scope: `https://auth.globus.org/scopes/${storage}/data_access`,
      }),
    });
    expect(((await withdrawn.json()) as { withdrawn: number }).withdrawn).toBe(1);
    const body = JSON.stringify({
      DATA_TYPE: 'collection#1.0.0',
      collection_type: 'guest',
      display_name: 'Raw',
      collection_base_path: '/~/',
      public: true,
      mapped_collection_id: storage,
    });
    const refused = await user.run(['api', 'gcs', endpoint, 'POST', '/collections', '--body', body]);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain(
      `urn:globus:auth:scope:${endpoint}:manage_collections[https://auth.globus.org/scopes/${storage}/data_access]`,
    );
    expect((await user.logIn(undefined, ['--gcs', `${endpoint}:${storage}`])).code).toBe(0);
    expect((await user.run(['api', 'gcs', endpoint, 'POST', '/collections', '--body', body])).code).toBe(0);
  });
});

describe('the endpoint', () => {
  test('is shown and updated', async () => {
    await gcs('endpoint', 'update', endpoint, '--department', 'Engines');
    expect(await gcs('endpoint', 'show', endpoint)).toMatchObject({
      department: 'Engines',
      gcs_manager_url: `${user.sandbox.tlsUrl}/gcs/${endpoint}`,
    });
    expect(await inTransfer(endpoint)).toMatchObject({ department: 'Engines' });
  });

  test('its roles are given, listed and taken', async () => {
    const role = await gcs(
      'endpoint',
      'role',
      'create',
      endpoint,
      'activity_monitor',
      lab,
      '--principal-type',
      'group',
    );
    expect(role).toMatchObject({ role: 'activity_monitor', principal: `urn:globus:groups:id:${lab}` });
    expect(await gcs('endpoint', 'role', 'show', endpoint, role.id)).toMatchObject({ id: role.id });
    expect((await user.run(['gcs', 'endpoint', 'role', 'list', endpoint, '--all-roles'])).stdout).toMatch(
      /owner +\| admin@globusid\.org/,
    );
    await gcs('endpoint', 'role', 'delete', endpoint, role.id, '--yes');
    expect(await user.run(['gcs', 'endpoint', 'role', 'show', endpoint, role.id])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('[not_found]'),
    });
  });

  test('subscription, owner string and domain', async () => {
    expect(await user.run(['gcs', 'endpoint', 'set-subscription-id', endpoint, 'DEFAULT'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('does not manage any subscriptions'),
    });
    expect((await boss(['gcs', 'endpoint', 'set-subscription-id', endpoint, 'DEFAULT'])).code).toBe(0);
    await gcs('endpoint', 'set-owner-string', endpoint, 'ada@globusid.org');
    expect((await inTransfer(endpoint)).owner_string).toBe('ada@globusid.org');
    await gcs('endpoint', 'reset-owner-string', endpoint);
    await gcs('endpoint', 'domain', 'update', endpoint, 'data.example.org', '--wildcard');
    expect(await gcs('endpoint', 'domain', 'show', endpoint)).toMatchObject({
      domain_name: 'data.example.org',
      wildcard: true,
    });
    await gcs('endpoint', 'domain', 'delete', endpoint, '--yes');
    expect((await gcs('endpoint', 'set-owner', endpoint, 'admin@globusid.org')).code).toBe('success');
  });
});

describe('collections', () => {
  test('a mapped one is made, seen by Transfer, changed, shared, checked and deleted', async () => {
    const made = await gcs(
      'collection',
      'create',
      'mapped',
      endpoint,
      'Projects',
      '--base-path',
      '/projects',
      '--allow-guest-collections',
      '--keywords',
      'a,b',
      '--user-message',
      'Mind the steam',
    );
    const { id } = made;
    expect(made).toMatchObject({ display_name: 'Projects', storage_gateway_id: gateway, keywords: ['a', 'b'] });
    expect(await inTransfer(id)).toMatchObject({ display_name: 'Projects', entity_type: 'GCSv5_mapped_collection' });
    mkdirSync(join(user.sandbox.dir, 'collections/storage/projects/shared'));
    writeFileSync(join(user.sandbox.dir, 'collections/storage/projects/shared/plan.txt'), 'Build it.\n');
    expect((await user.logIn(undefined, ['--gcs', `${endpoint}:${id}`])).code).toBe(0);
    const guest = await gcs(
      'collection',
      'create',
      'guest',
      id,
      '/shared',
      'Plans',
      '--activity-notifications',
      'failed',
    );
    expect(guest).toMatchObject({
      user_message: 'Mind the steam',
      activity_notification_policy: { status: ['failed'], transfer_use: ['source', 'destination'] },
    });
    expect((await user.run(['ls', guest.id])).stdout).toBe('plan.txt\n');
    expect((await gcs('collection', 'update', id, '--description', 'Runs', '--user-message', 'null')).description).toBe(
      'Runs',
    );
    expect(await gcs('collection', 'show', id, '--include-private-policies')).toMatchObject({
      root_path: '/projects',
      description: 'Runs',
    });
    const listed = await gcs('collection', 'list', endpoint, '--mapped-collection-id', id);
    expect(listed.DATA.map((row: any) => row.id)).toEqual([guest.id]);
    const role = await gcs('collection', 'role', 'create', id, 'administrator', 'grace@globusid.org');
    expect(role.principal).toBe(`urn:globus:auth:identity:${graceId}`);
    expect((await gcs('collection', 'role', 'list', id, '--all-roles')).data).toHaveLength(2);
    await gcs('collection', 'role', 'delete', id, role.id, '--yes');
    expect((await gcs('collection', 'check', id)).data).toEqual([]);
    expect((await boss(['gcs', 'collection', 'set-subscription-admin-verified', id, 'true'])).code).toBe(0);
    expect((await gcs('collection', 'set-owner', id, 'admin@globusid.org')).code).toBe('success');
    expect(await user.run(['gcs', 'collection', 'delete', id, '--yes'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('protected from deletion'),
    });
    await gcs('collection', 'update', id, '--no-delete-protected');
    await gcs('collection', 'batch-delete', endpoint, guest.id, '--yes');
    await gcs('collection', 'delete', id, '--yes');
    expect((await inTransfer(id)).code).toBe('EndpointDeleted');
  });

  test('sharing policies decide what a guest collection may show', async () => {
    const restrict = JSON.stringify({ none: ['/home/ada'] });
    const policy = await gcs('sharing-policy', 'create', storage, '--restrict', restrict, '--for-user', 'ada');
    expect((await gcs('sharing-policy', 'list', storage)).DATA.map((row: any) => row.id)).toEqual([policy.id]);
    expect(await user.run(['gcs', 'collection', 'create', 'guest', storage, '/~/', 'Refused'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('/home/ada may not be shared'),
    });
    expect(await gcs('sharing-policy', 'show', endpoint, policy.id)).toMatchObject({ users: ['ada'] });
    await gcs('sharing-policy', 'delete', endpoint, policy.id, '--yes');
  });
});

describe('what is below', () => {
  test('storage gateways and user credentials', async () => {
    const made = await gcs(
      'storage-gateway',
      'create',
      's3',
      endpoint,
      'Buckets',
      '--domain',
      'globusid.org',
      '--s3-endpoint',
      'https://s3.example.org',
    );
    expect((await gcs('storage-gateway', 'show', endpoint, made.id)).policies).toMatchObject({
      s3_endpoint: 'https://s3.example.org',
    });
    expect((await user.run(['gcs', 'storage-gateway', 'list', endpoint])).stdout).toContain('Buckets');
    await gcs('storage-gateway', 'update', 's3', endpoint, made.id, '--display-name', 'Pails');
    const credential = await gcs(
      'user-credential',
      'create',
      's3',
      endpoint,
      made.id,
      'ada@globusid.org',
      'ada',
      'KEY',
      'SECRET',
    );
    const id = credential.data?.[0]?.id ?? credential.id;
    expect(
      (await user.run(['gcs', 'user-credential', 'list', endpoint, '--storage-gateway', made.id])).stdout,
    ).toContain(id);
    await gcs('user-credential', 'update', 's3', endpoint, id, '--display-name', 'Mine');
    expect(await gcs('user-credential', 'show', endpoint, id)).toMatchObject({ display_name: 'Mine', username: 'ada' });
    await gcs('user-credential', 'delete', endpoint, id, '--yes');
    await gcs('storage-gateway', 'delete', endpoint, made.id, '--yes');
    expect((await user.run(['gcs', 'storage-gateway', 'list', endpoint])).stdout).not.toContain('Pails');
  });

  test('nodes', async () => {
    const [{ id }] = (await gcs('node', 'list', endpoint)).DATA;
    await gcs('node', 'update', endpoint, id, '--status', 'inactive');
    expect(await gcs('node', 'show', endpoint, id)).toMatchObject({
      status: 'inactive',
      ip_addresses: ['127.0.0.1'],
    });
    await gcs('node', 'delete', endpoint, id, '--yes');
    expect((await gcs('node', 'list', endpoint)).DATA).toEqual([]);
  });
});

test("Globus's own JavaScript SDK reaches it over TLS, with the authority that the environment names", async () => {
  const program = `import { versioning } from '@globus/sdk/services/globus-connect-server';
    const answer = await versioning.info({ host: process.argv[1] });
    console.log((await answer.json()).data[0].endpoint_id);`;
  const run = (env: Record<string, string>) =>
    promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', program, `${user.sandbox.tlsUrl}/gcs/${endpoint}`],
      { env: { PATH: process.env['PATH'], ...env }, cwd: join(import.meta.dirname, '../..') },
    );
  expect((await run({ NODE_EXTRA_CA_CERTS: user.sandbox.caFile })).stdout.trim()).toBe(endpoint);
  await expect(run({})).rejects.toThrow(/fetch failed|certificate/);
});

test('the sandbox broke nowhere on the way, and nothing asked for was missing', async () => {
  const state: any = await (
    await fetch(`${user.sandbox.url}/_sandbox/state`, { headers: withKey(user.sandbox) })
  ).json();
  expect([state.breakdowns, state.missing]).toEqual([[], {}]);
});
