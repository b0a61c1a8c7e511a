/** The facts about URLs, logins and tokens (A1 to A4, F), as plain HTTP: what the official CLI and SDK count on. */
import { createHash } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { flowScope, timers, transferAll, wholeWorld, type WholeWorld } from './whole-world.js';

const auth = 'urn:globus:auth:scope:auth.globus.org:';
const template = '95fdeba8-fac2-42bd-a357-e068d82ff78e';
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/;

let world: WholeWorld;
let env: Record<string, string>;
/** The AUTH variable as it is: clients put paths behind it. */
let base: string;
beforeAll(async () => {
  world = await wholeWorld();
  ({ env } = world);
  base = env['GLOBUS_SDK_SERVICE_URL_AUTH']!;
});

const basicOf = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});
const service = () => basicOf(env['GLOBUS_SANDBOX_CLIENT_ID']!, env['GLOBUS_SANDBOX_CLIENT_SECRET']!);
async function form(
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ status: number; json: any }> {
  const answer = await fetch(base + path, { method: 'POST', body: new URLSearchParams(fields), headers });
  return { status: answer.status, json: await answer.json() };
}
async function get(path: string, token?: string): Promise<{ status: number; json: any }> {
  const answer = await fetch(base + path, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
  return { status: answer.status, json: await answer.json() };
}
async function authorize(query: Record<string, string>): Promise<URL> {
  const text = new URLSearchParams({
    response_type: 'code',
    state: '_default',
    access_type: 'offline',
    sandbox_user: 'ada@globusid.org',
    ...query,
  }).toString();
  const answer = await fetch(`${base}v2/oauth2/authorize?${text}`, { redirect: 'manual' });
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get('location')!);
}
/** The official CLI's own client: made of its template without a login, with its secret beside it. */
async function cliClient(): Promise<{ id: string; secret: string }> {
  const answer = await fetch(`${base}v2/api/clients`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client: { template_id: template, name: 'Globus CLI' } }),
  });
  expect([200, 201]).toContain(answer.status);
  const { included }: any = await answer.json();
  expect(included.client_credential).toMatchObject({ client: expect.any(String), secret: expect.any(String) });
  return { id: included.client_credential.client, secret: included.client_credential.secret };
}
const cliScopes = [
  'openid',
  'profile',
  'email',
  `${auth}view_identity_set`,
  transferAll,
  'urn:globus:auth:scope:groups.api.globus.org:all',
  'urn:globus:auth:scope:search.api.globus.org:all',
  `https://auth.globus.org/scopes/${timers}/timer[${transferAll}]`,
  'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/all',
];

describe('A1: the variables', () => {
  test('name every service, Timers twice, and AUTH ends in a slash', () => {
    for (const name of ['AUTH', 'TRANSFER', 'GROUPS', 'SEARCH', 'FLOWS', 'TIMER', 'TIMERS', 'COMPUTE'])
      expect(env[`GLOBUS_SDK_SERVICE_URL_${name}`]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    expect(base.endsWith('/')).toBe(true);
    expect(env).not.toHaveProperty('GLOBUS_SDK_ENVIRONMENT');
  });

  test('booleans are read in every spelling that clients use', async () => {
    const token = world.ada.tokens['auth.globus.org']!;
    for (const [text, found] of [
      ['True', 1],
      ['true', 1],
      ['1', 1],
      ['False', 0],
      ['false', 0],
      ['0', 0],
    ] as const) {
      expect(
        (await get(`v2/api/identities?usernames=new-${text}@example.org&provision=${text}`, token)).json.identities,
      ).toHaveLength(found);
    }
  });
});

describe('A2: every scope belongs to the token of its resource server', () => {
  const id = 'eec9b274-0c81-4334-bdc2-54e90e689b9a';
  const scopes = (): [server: string, scope: string][] => [
    ...[
      'view_identity_set',
      'view_identities',
      'view_consents',
      'manage_projects',
      'view_authentications',
      'view_clients',
      'view_clients_and_scopes',
    ].map((name): [string, string] => ['auth.globus.org', auth + name]),
    ...['openid', 'email', 'profile'].map((name): [string, string] => ['auth.globus.org', name]),
    ...['all', 'gcp_install'].map((name): [string, string] => [
      'transfer.api.globus.org',
      `urn:globus:auth:scope:transfer.api.globus.org:${name}`,
    ]),
    ...['all', 'view_my_groups_and_memberships'].map((name): [string, string] => [
      'groups.api.globus.org',
      `urn:globus:auth:scope:groups.api.globus.org:${name}`,
    ]),
    ...['all', 'ingest', 'search', 'globus_connect_server'].map((name): [string, string] => [
      'search.api.globus.org',
      `urn:globus:auth:scope:search.api.globus.org:${name}`,
    ]),
    ...['all', 'manage_flows', 'view_flows', 'run', 'run_status', 'run_manage'].map((name): [string, string] => [
      'flows.globus.org',
      `https://auth.globus.org/scopes/${id}/${name}`,
    ]),
    [env['GLOBUS_SANDBOX_FLOW']!, flowScope(env['GLOBUS_SANDBOX_FLOW']!)],
    [timers, `https://auth.globus.org/scopes/${timers}/timer`],
    ['funcx_service', 'https://auth.globus.org/scopes/facd7ccc-c5f4-42aa-916b-a0e270e2c2a9/all'],
    [env['GLOBUS_SANDBOX_ENDPOINT']!, `urn:globus:auth:scope:${env['GLOBUS_SANDBOX_ENDPOINT']}:manage_collections`],
    ...['data_access', 'https'].map((name): [string, string] => [
      env['GLOBUS_SANDBOX_MAPPED_COLLECTION']!,
      `https://auth.globus.org/scopes/${env['GLOBUS_SANDBOX_MAPPED_COLLECTION']}/${name}`,
    ]),
  ];

  test('asked for alone, and all together with one token per server', async () => {
    const granted = (scope: string) => form('v2/oauth2/token', { grant_type: 'client_credentials', scope }, service());
    for (const [server, scope] of scopes())
      expect((await granted(scope)).json, scope).toMatchObject({ resource_server: server, scope, other_tokens: [] });
    const { json } = await granted(
      scopes()
        .map(([, scope]) => scope)
        .join(' '),
    );
    const servers: string[] = [json, ...json.other_tokens].map((token: any) => token.resource_server);
    expect(servers).toEqual([...new Set(servers)]);
    expect(servers.sort()).toEqual([...new Set(scopes().map(([server]) => server))].sort());
  });

  test('a tree asked for twice is one, and brackets are never part of a token', async () => {
    const data = `https://auth.globus.org/scopes/${env['GLOBUS_SANDBOX_MAPPED_COLLECTION']}/data_access`;
    const { json } = await form(
      'v2/oauth2/token',
      { grant_type: 'client_credentials', scope: `${transferAll} ${transferAll}[*${data}]` },
      service(),
    );
    expect(json).toMatchObject({ scope: transferAll, resource_server: 'transfer.api.globus.org', other_tokens: [] });
  });
});

describe('A3, A4 and F: the login of the official CLI', () => {
  let client: { id: string; secret: string };
  let tokens: any;
  beforeAll(async () => {
    client = await cliClient();
    // No PKCE: the client is confidential. The local server listens on any port, without a path.
    const back = await authorize({
      client_id: client.id,
      redirect_uri: 'http://localhost:41417',
      scope: cliScopes.join(' '),
      prompt: 'login',
    });
    expect([back.origin, back.searchParams.get('state')]).toEqual(['http://localhost:41417', '_default']);
    const { status, json } = await form(
      'v2/oauth2/token',
      {
        grant_type: 'authorization_code',
        code: back.searchParams.get('code')!,
        redirect_uri: 'http://localhost:41417',
      },
      basicOf(client.id, client.secret),
    );
    expect(status).toBe(200);
    tokens = json;
  });

  test('ends with one token per resource server, Auth at the top with all its scopes', () => {
    expect(tokens.resource_server).toBe('auth.globus.org');
    expect(tokens.scope.split(' ').sort()).toEqual(['openid', 'profile', 'email', `${auth}view_identity_set`].sort());
    expect(tokens.other_tokens.map((token: any) => token.resource_server)).toEqual([
      'transfer.api.globus.org',
      'groups.api.globus.org',
      'search.api.globus.org',
      timers,
      'flows.globus.org',
    ]);
    for (const token of [tokens, ...tokens.other_tokens]) {
      expect(token).toMatchObject({
        access_token: expect.any(String),
        refresh_token: expect.any(String),
        expires_in: 172_800,
        token_type: 'Bearer',
        scope: expect.not.stringContaining('['),
      });
    }
  });

  test('its id_token is for the client that exchanged the code, signed with the first key', async () => {
    const configuration = (await get('.well-known/openid-configuration')).json;
    for (const key of [
      'issuer',
      'authorization_endpoint',
      'token_endpoint',
      'userinfo_endpoint',
      'revocation_endpoint',
      'jwks_uri',
    ])
      expect(configuration[key]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/auth/);
    for (const key of [
      'response_types_supported',
      'id_token_signing_alg_values_supported',
      'scopes_supported',
      'token_endpoint_auth_methods_supported',
      'claims_supported',
      'subject_types_supported',
    ])
      expect(configuration[key], key).toEqual(expect.arrayContaining([expect.any(String)]));
    const { keys }: any = await (await fetch(configuration.jwks_uri)).json();
    expect(keys[0]).toMatchObject({
      kty: 'RSA',
      alg: 'RS512',
      use: 'sig',
      n: expect.any(String),
      e: expect.any(String),
    });
    const { payload } = await jwtVerify(tokens.id_token, createLocalJWKSet({ keys: [keys[0]] }), {
      audience: client.id,
      algorithms: configuration.id_token_signing_alg_values_supported,
      issuer: configuration.issuer,
    });
    expect(decodeProtectedHeader(tokens.id_token).alg).toBe('RS512');
    expect(payload.aud).toBe(client.id);
    expect(payload).toMatchObject({
      sub: env['GLOBUS_SANDBOX_IDENTITY'],
      name: expect.any(String),
      organization: expect.any(String),
      preferred_username: 'ada@globusid.org',
      email: expect.any(String),
      identity_provider: expect.any(String),
      identity_provider_display_name: 'Globus ID',
      last_authentication: expect.any(Number),
      iat: expect.any(Number),
      exp: expect.any(Number),
      at_hash: createHash('sha512').update(tokens.access_token).digest().subarray(0, 32).toString('base64url'),
    });
    for (const key of [
      'sub',
      'username',
      'name',
      'email',
      'organization',
      'identity_provider',
      'identity_provider_display_name',
      'last_authentication',
    ]) {
      expect(
        (payload['identity_set'] as object[]).every((identity) => key in identity),
        key,
      ).toBe(true);
    }
  });

  test('before every command a refresh token is validated, and refreshing keeps its shape', async () => {
    const basic = basicOf(client.id, client.secret);
    for (const { refresh_token } of [tokens, ...tokens.other_tokens])
      expect(await form('v2/oauth2/token/validate', { token: refresh_token }, basic)).toEqual({
        status: 200,
        json: { active: true },
      });
    const refreshed = await form(
      'v2/oauth2/token',
      { grant_type: 'refresh_token', refresh_token: tokens.other_tokens[0].refresh_token },
      basic,
    );
    expect(refreshed).toMatchObject({
      status: 200,
      json: {
        resource_server: 'transfer.api.globus.org',
        scope: transferAll,
        expires_in: 172_800,
        token_type: 'Bearer',
        other_tokens: [],
      },
    });
    expect(
      await form('v2/oauth2/token', { grant_type: 'refresh_token', refresh_token: 'nonsense' }, basic),
    ).toMatchObject({ status: 401, json: { error: 'invalid_grant' } });
    expect(
      await form(
        'v2/oauth2/token',
        { grant_type: 'authorization_code', code: 'nonsense', redirect_uri: 'http://localhost' },
        basic,
      ),
    ).toMatchObject({ status: 401, json: { error: 'invalid_grant' } });
  });

  test('whoami, session show and get-identities', async () => {
    const info = (await get('v2/oauth2/userinfo', tokens.access_token)).json;
    expect(info).toMatchObject({
      sub: env['GLOBUS_SANDBOX_IDENTITY'],
      name: expect.any(String),
      preferred_username: expect.any(String),
      organization: expect.any(String),
      identity_provider: expect.any(String),
      identity_provider_display_name: expect.any(String),
      email: expect.any(String),
    });
    expect(info.identity_set).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ sub: info.sub, username: 'ada@globusid.org', status: 'used' }),
      ]),
    );
    const introspection = (
      await form(
        'v2/oauth2/token/introspect',
        { token: tokens.access_token, include: 'session_info' },
        basicOf(client.id, client.secret),
      )
    ).json;
    expect(introspection).toMatchObject({
      active: true,
      token_type: 'Bearer',
      scope: tokens.scope,
      client_id: client.id,
      username: 'ada@globusid.org',
      name: expect.any(String),
      email: expect.any(String),
      exp: expect.any(Number),
      iat: expect.any(Number),
      nbf: expect.any(Number),
      sub: info.sub,
      aud: ['auth.globus.org', client.id],
      iss: expect.any(String),
    });
    expect(introspection.session_info).toMatchObject({
      session_id: expect.any(String),
      authentications: {
        [info.sub]: { acr: null, amr: null, idp: expect.any(String), auth_time: expect.any(Number), custom_claims: {} },
      },
    });
    const { json } = await get(
      `v2/api/identities?ids=${info.sub},00000000-0000-4000-8000-000000000000`,
      tokens.access_token,
    );
    expect(json.identities).toEqual([
      {
        id: info.sub,
        username: 'ada@globusid.org',
        name: expect.any(String),
        email: expect.any(String),
        organization: expect.any(String),
        identity_provider: '41143743-f3c8-4d60-bbdb-eeecaba85bd9',
        status: 'used',
        identity_type: 'login',
      },
    ]);
  });

  test('a further consent repeats the login on the same client, and gives tokens for everything again', async () => {
    const further = `${transferAll}[*https://auth.globus.org/scopes/${env['GLOBUS_SANDBOX_MAPPED_COLLECTION']}/data_access]`;
    const page = `${base}v2/web/auth-code`;
    const back = await authorize({
      client_id: client.id,
      redirect_uri: page,
      scope: [...cliScopes, further, flowScope(env['GLOBUS_SANDBOX_FLOW']!)].join(' '),
      prompt: 'login',
    });
    expect(back.href.startsWith(page)).toBe(true);
    const shown = await fetch(back);
    expect(await shown.text()).toContain(back.searchParams.get('code')!);
    const { json } = await form(
      'v2/oauth2/token',
      { grant_type: 'authorization_code', code: back.searchParams.get('code')!, redirect_uri: page },
      basicOf(client.id, client.secret),
    );
    expect(json.other_tokens.map((token: any) => token.resource_server)).toEqual([
      'transfer.api.globus.org',
      'groups.api.globus.org',
      'search.api.globus.org',
      timers,
      'flows.globus.org',
      env['GLOBUS_SANDBOX_FLOW'],
    ]);
    const { consents } = (
      await get(`v2/api/identities/${env['GLOBUS_SANDBOX_IDENTITY']}/consents?all=False`, json.access_token)
    ).json;
    const rows = new Map<number, any>(consents.map((row: any) => [row.id, row]));
    expect(
      consents.some(
        (row: any) =>
          row.dependency_path.map((id: number) => rows.get(id).scope_name).join(' ') ===
          `${transferAll} ${further.slice(transferAll.length + 2, -1)}`,
      ),
    ).toBe(true);
  });

  test('logging out revokes under the id of the template, without its secret', async () => {
    for (const token of [tokens.access_token, tokens.refresh_token])
      expect(await form('v2/oauth2/token/revoke', { client_id: template, token })).toEqual({
        status: 200,
        json: { active: false },
      });
    expect(
      await form('v2/oauth2/token/validate', { token: tokens.refresh_token }, basicOf(client.id, client.secret)),
    ).toEqual({ status: 200, json: { active: false } });
    expect((await get('v2/oauth2/userinfo', tokens.access_token)).status).toBe(403);
    expect(await form('v2/oauth2/token/revoke', { token: 'nonsense' })).toEqual({
      status: 200,
      json: { active: false },
    });
  });

  test('credentials from before a reset still log in', async () => {
    const other = { id: '11111111-2222-4333-8444-555555555555', secret: 'from-another-life' };
    expect(await form('v2/oauth2/token/validate', { token: 'old' }, basicOf(other.id, other.secret))).toEqual({
      status: 200,
      json: { active: false },
    });
    const back = await authorize({ client_id: other.id, redirect_uri: 'http://localhost:5', scope: 'openid' });
    const code = back.searchParams.get('code')!;
    expect(
      await form(
        'v2/oauth2/token',
        { grant_type: 'authorization_code', code, redirect_uri: 'http://localhost:5' },
        basicOf(other.id, other.secret),
      ),
    ).toMatchObject({ status: 200, json: { resource_server: 'auth.globus.org', id_token: expect.any(String) } });
  });
});

describe('A4: documents of Auth', () => {
  test('consents have all that the SDK reads, and any token of Auth may ask for them', async () => {
    const back = await authorize({
      client_id: '7c6a5f4e-3d2b-4a19-8c7d-6e5f4a3b2c1d',
      redirect_uri: 'http://localhost:5',
      scope: 'openid',
    });
    const { json: bare } = await form('v2/oauth2/token', {
      grant_type: 'authorization_code',
      client_id: '7c6a5f4e-3d2b-4a19-8c7d-6e5f4a3b2c1d',
      code: back.searchParams.get('code')!,
      redirect_uri: 'http://localhost:5',
    });
    expect(bare.scope).toBe('openid');
    const { status, json } = await get(
      `v2/api/identities/${env['GLOBUS_SANDBOX_IDENTITY']}/consents?all=True`,
      bare.access_token,
    );
    expect(status).toBe(200);
    expect(json.consents.length).toBeGreaterThan(10);
    for (const row of json.consents) {
      expect(row).toEqual({
        id: expect.any(Number),
        client: expect.any(String),
        scope: expect.any(String),
        scope_name: expect.any(String),
        effective_identity: env['GLOBUS_SANDBOX_IDENTITY'],
        dependency_path: expect.any(Array),
        created: expect.stringMatching(iso),
        updated: expect.stringMatching(iso),
        last_used: expect.stringMatching(iso),
        status: 'approved',
        allows_refresh: expect.any(Boolean),
        auto_approved: expect.any(Boolean),
        atomically_revocable: expect.any(Boolean),
      });
      expect(row.dependency_path.at(-1)).toBe(row.id);
      expect(row.dependency_path.every((id: number) => json.consents.some((each: any) => each.id === id))).toBe(true);
    }
  });

  test('an application of its own is the identity of its id, and with openid it gets an id_token', async () => {
    const id = env['GLOBUS_SANDBOX_CLIENT_ID']!;
    const { json } = await form('v2/oauth2/token', { grant_type: 'client_credentials', scope: 'openid' }, service());
    expect(decodeJwt(json.id_token)).toMatchObject({
      sub: id,
      aud: id,
      preferred_username: `${id}@clients.auth.globus.org`,
    });
    expect(
      (await get(`v2/api/identities?usernames=${id}@clients.auth.globus.org`, json.access_token)).json.identities,
    ).toMatchObject([{ id, status: 'used' }]);
    expect((await form('v2/oauth2/token', { grant_type: 'client_credentials' }, service())).json).toMatchObject({
      access_token: expect.any(String),
      other_tokens: expect.any(Array),
    });
  });

  test('a resource server exchanges a token for dependent ones: a bare list', async () => {
    const { ada } = world;
    const project = await world.project();
    const { client } = await ada.get('auth', 'POST', '/v2/api/clients', {
      client: { name: 'Server', project, client_type: 'hybrid_confidential_client_resource_server' },
    });
    const { credential } = await ada.get('auth', 'POST', `/v2/api/clients/${client.id}/credentials`, {
      credential: { name: 'Key' },
    });
    const transferScope = (await ada.get('auth', 'GET', `/v2/api/scopes?scope_strings=${transferAll}`)).scopes[0].id;
    const { scope } = await ada.get('auth', 'POST', `/v2/api/clients/${client.id}/scopes`, {
      scope: {
        name: 'S',
        description: 'D',
        scope_suffix: 'act',
        dependent_scopes: [{ scope: transferScope, optional: false, requires_refresh_token: false }],
      },
    });
    expect(scope).toMatchObject({
      scope_string: `https://auth.globus.org/scopes/${client.id}/act`,
      advertised: false,
      allows_refresh_token: true,
      required_domains: [],
      client: client.id,
    });
    const back = await authorize({
      client_id: '7c6a5f4e-3d2b-4a19-8c7d-6e5f4a3b2c1d',
      redirect_uri: 'http://localhost:5',
      scope: scope.scope_string,
    });
    const { json: called } = await form('v2/oauth2/token', {
      grant_type: 'authorization_code',
      client_id: '7c6a5f4e-3d2b-4a19-8c7d-6e5f4a3b2c1d',
      code: back.searchParams.get('code')!,
      redirect_uri: 'http://localhost:5',
    });
    const dependent = (basic: Record<string, string>) =>
      form(
        'v2/oauth2/token',
        {
          grant_type: 'urn:globus:auth:grant_type:dependent_token',
          token: called.access_token,
          access_type: 'offline',
        },
        basic,
      );
    const { status, json } = await dependent(basicOf(client.id, credential.secret));
    expect(status).toBe(200);
    expect(json).toEqual([
      {
        access_token: expect.any(String),
        refresh_token: expect.any(String),
        scope: transferAll,
        resource_server: 'transfer.api.globus.org',
        expires_in: 172_800,
        token_type: 'Bearer',
      },
    ]);
    expect(await dependent(service())).toMatchObject({
      status: 400,
      json: { errors: [{ code: 'UNAUTHORIZED_CLIENT', status: '400' }] },
    });
    await world.admin('POST', '/consents/withdraw', { user: 'ada@globusid.org', scope: transferAll });
    expect(await dependent(basicOf(client.id, credential.secret))).toMatchObject({
      status: 403,
      json: {
        errors: [{ code: 'DEPENDENT_CONSENT_REQUIRED', unapproved_scopes: [transferAll] }],
        error: 'dependent_consent_required',
      },
    });
  });

  test('clients, credentials, policies and projects have the keys that clients read', async () => {
    const { ada } = world;
    const project = await world.project();
    const { client } = await ada.get('auth', 'POST', '/v2/api/clients', {
      client: { name: 'Mine', project, public_client: true, redirect_uris: ['https://example.org/'] },
    });
    expect(client).toMatchObject({
      id: expect.any(String),
      name: 'Mine',
      project,
      public_client: true,
      client_type: expect.stringMatching(/^public_/),
      grant_types: expect.any(Array),
      redirect_uris: ['https://example.org/'],
      scopes: [],
      fqdns: [],
      links: { privacy_policy: null, terms_and_conditions: null },
      required_idp: null,
      preselect_idp: null,
      parent_client: null,
      prompt_for_named_grant: expect.any(Boolean),
      visibility: 'private',
      userinfo_from_effective_identity: expect.any(Boolean),
    });
    const { client: secretive } = await ada.get('auth', 'POST', '/v2/api/clients', {
      client: { name: 'Secretive', project, public_client: false },
    });
    const { credential } = await ada.get('auth', 'POST', `/v2/api/clients/${secretive.id}/credentials`, {
      credential: { name: 'Key' },
    });
    expect(credential).toEqual({
      id: expect.any(String),
      name: 'Key',
      client: secretive.id,
      created: expect.stringMatching(iso),
      secret: expect.any(String),
    });
    expect((await ada.get('auth', 'GET', `/v2/api/clients/${secretive.id}/credentials`)).credentials).toEqual([
      { ...credential, secret: null },
    ]);
    const { policy } = await ada.get('auth', 'POST', '/v2/api/policies', {
      policy: {
        project_id: project,
        display_name: 'P',
        description: 'D',
        high_assurance: true,
        authentication_assurance_timeout: 60,
        required_mfa: true,
        domain_constraints_include: ['globusid.org'],
      },
    });
    expect(policy).toEqual({
      id: expect.any(String),
      project_id: project,
      display_name: 'P',
      description: 'D',
      high_assurance: true,
      authentication_assurance_timeout: 60,
      required_mfa: true,
      domain_constraints_include: ['globusid.org'],
      domain_constraints_exclude: null,
    });
    const found = (await ada.get('auth', 'GET', `/v2/api/projects/${project}`)).project;
    expect(found).toMatchObject({
      id: project,
      project_name: expect.any(String),
      display_name: expect.any(String),
      contact_email: expect.any(String),
      admin_ids: [env['GLOBUS_SANDBOX_IDENTITY']],
      admins: { identities: [{ id: env['GLOBUS_SANDBOX_IDENTITY'] }], groups: [] },
    });
    await ada.get('auth', 'DELETE', `/v2/api/policies/${policy.id}`);
    expect(await ada.get('auth', 'DELETE', `/v2/api/clients/${client.id}`)).toMatchObject({
      client: { id: client.id },
    });
  });
});
