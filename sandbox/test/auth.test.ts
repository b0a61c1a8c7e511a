import { createHash, randomBytes } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { wellKnownScopes } from '../src/auth/well-known-scopes.js';
import { providerScopes } from '../src/flows/actions/directory.js';
import type { RunningSandbox } from '../src/index.js';
import { clientOf, logIn, openSandbox, type Client } from './signed-in.js';
import { adminOf } from './transferring.js';

const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';
const manage = 'urn:globus:auth:scope:auth.globus.org:manage_projects';
const viewSet = 'urn:globus:auth:scope:auth.globus.org:view_identity_set';
const redirect = 'http://localhost:4321/';

let sandbox: RunningSandbox;
let native: string, confidential: string, secret: string, ada: string, mapped: string;
beforeAll(async () => {
  sandbox = await openSandbox();
  const { env } = sandbox;
  [native, confidential, secret] = [
    env['GLOBUS_SANDBOX_NATIVE_CLIENT_ID']!,
    env['GLOBUS_SANDBOX_CLIENT_ID']!,
    env['GLOBUS_SANDBOX_CLIENT_SECRET']!,
  ];
  [ada, mapped] = [env['GLOBUS_SANDBOX_IDENTITY']!, env['GLOBUS_SANDBOX_MAPPED_COLLECTION']!];
});

const pkce = () => {
  const verifier = randomBytes(40).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
};
const authorize = async (query: Record<string, string>): Promise<URL> => {
  const parameters = new URLSearchParams({
    client_id: native,
    redirect_uri: redirect,
    response_type: 'code',
    sandbox_user: 'ada@globusid.org',
    ...query,
  });
  const answer = await fetch(`${sandbox.url}/auth/v2/oauth2/authorize?${parameters.toString()}`, {
    redirect: 'manual',
  });
  return new URL(answer.headers.get('location') ?? `http://none/?status=${answer.status}`);
};
const token = async (form: Record<string, string>, basic?: string): Promise<{ status: number; json: any }> => {
  const answer = await fetch(`${sandbox.url}/auth/v2/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: basic === undefined ? {} : { authorization: `Basic ${Buffer.from(basic).toString('base64')}` },
  });
  return { status: answer.status, json: await answer.json() };
};
const post = async (path: string, form: Record<string, string>, basic = `${confidential}:${secret}`): Promise<any> =>
  (
    await fetch(`${sandbox.url}/auth/v2/oauth2/${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { authorization: `Basic ${Buffer.from(basic).toString('base64')}` },
    })
  ).json();

describe('the login of a native application', () => {
  test('PKCE, one token per resource server, an id_token that verifies, refreshing and revoking', async () => {
    const { verifier, challenge } = pkce();
    const at = await authorize({
      scope: `openid profile email ${viewSet} ${transferAll}`,
      state: 'xyz',
      access_type: 'offline',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      nonce: 'n1',
    });
    expect([at.origin, at.searchParams.get('state')]).toEqual(['http://localhost:4321', 'xyz']);
    const form = {
      grant_type: 'authorization_code',
      client_id: native,
      redirect_uri: redirect,
      code: at.searchParams.get('code')!,
      code_verifier: verifier,
    };
    const { status, json } = await token(form);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      resource_server: 'auth.globus.org',
      scope: `openid profile email ${viewSet}`,
      expires_in: 172_800,
      token_type: 'Bearer',
      refresh_token: expect.any(String),
      state: 'xyz',
    });
    expect(json.other_tokens).toMatchObject([
      { resource_server: 'transfer.api.globus.org', scope: transferAll, refresh_token: expect.any(String) },
    ]);
    expect(await token(form)).toMatchObject({ status: 401, json: { error: 'invalid_grant' } });

    const configuration: any = await (await fetch(`${sandbox.url}/auth/.well-known/openid-configuration`)).json();
    const { payload } = await jwtVerify(
      json.id_token,
      createLocalJWKSet((await (await fetch(configuration.jwks_uri)).json()) as any),
      { audience: native, algorithms: configuration.id_token_signing_alg_values_supported },
    );
    expect(payload).toMatchObject({
      sub: ada,
      preferred_username: 'ada@globusid.org',
      name: 'Ada Lovelace',
      nonce: 'n1',
      identity_provider_display_name: 'Globus ID',
    });
    expect((payload['identity_set'] as any[]).map(({ username }) => username)).toEqual([
      'ada@globusid.org',
      'ada.lovelace@university.example',
    ]);

    const userinfo: any = await (
      await fetch(configuration.userinfo_endpoint, { headers: { authorization: `Bearer ${json.access_token}` } })
    ).json();
    expect(userinfo).toMatchObject({
      sub: ada,
      email: 'ada@university.example',
      preferred_username: 'ada@globusid.org',
    });
    expect((await fetch(configuration.userinfo_endpoint)).status).toBe(403);

    const refresh = {
      grant_type: 'refresh_token',
      client_id: native,
      refresh_token: json.other_tokens[0].refresh_token,
    };
    const refreshed = await token(refresh);
    expect(refreshed.json).toMatchObject({
      resource_server: 'transfer.api.globus.org',
      scope: transferAll,
      other_tokens: [],
    });
    expect(await post('token/validate', { token: refresh.refresh_token })).toEqual({ active: true });
    expect(
      await post('token/introspect', { token: refreshed.json.access_token, include: 'session_info,identity_set' }),
    ).toMatchObject({
      active: true,
      scope: transferAll,
      client_id: native,
      sub: ada,
      username: 'ada@globusid.org',
      aud: ['transfer.api.globus.org', native],
      session_info: { authentications: { [ada]: {} } },
    });
    expect(await post('token/revoke', { token: refresh.refresh_token })).toEqual({ active: false });
    for (const gone of [refreshed.json.access_token, json.other_tokens[0].access_token])
      expect(await post('token/introspect', { token: gone })).toEqual({ active: false });
    expect(await token(refresh)).toMatchObject({ status: 401, json: { error: 'invalid_grant' } });
  });

  test.each([
    ['another verifier', { code_verifier: randomBytes(40).toString('base64url') }],
    ['no verifier', { code_verifier: '' }],
    ['another redirect', { redirect_uri: 'http://localhost:1/' }],
    ['another client', { client_id: '11111111-2222-4333-8444-555555555555' }],
  ])('a code is refused with %s', async (_name, wrong) => {
    const { verifier, challenge } = pkce();
    const at = await authorize({ scope: 'openid', code_challenge: challenge, code_challenge_method: 'S256' });
    const answer = await token({
      grant_type: 'authorization_code',
      client_id: native,
      redirect_uri: redirect,
      code: at.searchParams.get('code')!,
      code_verifier: verifier,
      ...wrong,
    });
    expect(answer).toMatchObject({ status: 401, json: { error: 'invalid_grant' } });
  });

  test('a code that was asked for without a challenge is refused with a verifier: somebody took the challenge away', async () => {
    const { verifier } = pkce();
    const login = { client_id: confidential, scope: 'openid' };
    const exchange = async (more: Record<string, string>) =>
      token(
        {
          grant_type: 'authorization_code',
          redirect_uri: redirect,
          code: (await authorize(login)).searchParams.get('code')!,
          ...more,
        },
        `${confidential}:${secret}`,
      );
    expect(await exchange({ code_verifier: verifier })).toMatchObject({
      status: 401,
      json: { error: 'invalid_grant' },
    });
    expect((await exchange({})).status).toBe(200);
  });

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    '%s is no kind of grant',
    async (grant_type) => {
      expect(await token({ grant_type, client_id: native })).toMatchObject({
        status: 400,
        json: { error: 'unsupported_grant_type' },
      });
    },
  );

  test('what cannot be approved is sent back, or not sent anywhere', async () => {
    const { challenge } = pkce();
    const rest = { code_challenge: challenge, code_challenge_method: 'S256' };
    expect((await authorize({ scope: 'urn:nobody:knows', ...rest })).searchParams.get('error')).toBe('invalid_scope');
    expect((await authorize({ scope: 'openid' })).searchParams.get('error')).toBe('invalid_request');
    expect(
      (await authorize({ scope: 'openid', sandbox_user: 'eve@globusid.org', ...rest })).searchParams.get('error'),
    ).toBe('access_denied');
    expect(
      (await authorize({ scope: 'openid', redirect_uri: 'https://evil.example/', ...rest })).searchParams.get('status'),
    ).toBe('400');
  });

  test('the page is answered once; deny sends a denial', async () => {
    const { challenge } = pkce();
    const query = new URLSearchParams({
      client_id: native,
      redirect_uri: redirect,
      response_type: 'code',
      scope: 'openid',
      state: '<s>',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    const url = `${sandbox.url}/auth/v2/oauth2/authorize?${query.toString()}`;
    const page = await fetch(url);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const ticket = /name="ticket" value="([^"]+)"/.exec(await page.text())![1]!;
    const answer = (action: string) =>
      fetch(url, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ ticket, action, user: 'grace@globusid.org' }),
      });
    const denied = new URL((await answer('deny')).headers.get('location')!);
    expect([denied.searchParams.get('error'), denied.searchParams.get('state')]).toEqual(['access_denied', '<s>']);
    expect((await answer('approve')).status).toBe(400);
  });

  test('the page that shows a code shows it as text', async () => {
    expect(await (await fetch(`${sandbox.url}/auth/v2/web/auth-code?code=%3Cb%3E`)).text()).toContain(
      '<code id="auth-code">&lt;b&gt;</code>',
    );
  });
});

describe('consents', () => {
  test('are a forest with one row per scope, and only what was consented to counts', async () => {
    const scope = `${transferAll}[*https://auth.globus.org/scopes/${mapped}/data_access] openid`;
    const tokens = await logIn(sandbox, 'grace@globusid.org', scope);
    const grace = sandbox.env['GLOBUS_SANDBOX_IDENTITY_2']!;
    const { consents } = (
      await clientOf(
        sandbox,
        'auth',
        tokens['auth.globus.org'],
      )('GET', `/v2/api/identities/${grace}/consents?all=False`)
    ).json;
    const transfer = consents.find((row: any) => row.scope_name === transferAll);
    const data = consents.find((row: any) => row.scope_name.endsWith('/data_access'));
    expect(transfer).toMatchObject({
      dependency_path: [transfer.id],
      effective_identity: grace,
      status: 'approved',
      atomically_revocable: false,
      created: expect.stringMatching(/\+00:00$/),
    });
    expect(data).toMatchObject({ dependency_path: [transfer.id, data.id], atomically_revocable: true });
    const ada = await logIn(sandbox, 'ada@globusid.org', 'openid');
    expect(
      (await clientOf(sandbox, 'auth', ada['auth.globus.org'])('GET', `/v2/api/identities/${grace}/consents`)).status,
    ).toBe(403);
  });
});

describe('what a scope brings with it, unasked', () => {
  const timers = 'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer';
  const actions = (name: string) => `https://auth.globus.org/scopes/actions.globus.org/${name}`;
  const ingest = 'urn:globus:auth:scope:search.api.globus.org:ingest';
  const brought: Record<string, string[]> = {
    [timers]: [transferAll],
    ...Object.fromEntries(
      ['transfer', 'delete', 'ls', 'stat', 'mkdir', 'collection_info', 'set_permission'].map((name) => [
        actions(`transfer/${name}`),
        [transferAll],
      ]),
    ),
    ...Object.fromEntries(['ingest', 'delete'].map((name) => [actions(`search/${name}`), [ingest]])),
  };
  let applications = 0;
  const below = async (scope: string): Promise<[string, string[]][]> => {
    const application = `0d3f6a52-7b1c-4e8d-9f20-${String((applications += 1)).padStart(12, '0')}`;
    const tokens = await logIn(sandbox, 'ada@globusid.org', `${scope} openid`, application);
    const { json } = await clientOf(
      sandbox,
      'auth',
      tokens['auth.globus.org'],
    )('GET', `/v2/api/identities/${sandbox.env['GLOBUS_SANDBOX_IDENTITY']}/consents?all=False`);
    const named = new Map(json.consents.map((row: any) => [row.id, row.scope_name]));
    return json.consents
      .filter((row: any) => row.scope_name !== scope && row.scope_name !== 'openid')
      .map((row: any) => [row.scope_name, row.dependency_path.slice(0, -1).map((id: number) => named.get(id))]);
  };

  test.each([...new Set([...wellKnownScopes.keys(), ...providerScopes.keys(), ...Object.keys(brought)])])(
    '%s',
    async (scope) => {
      expect(await below(scope)).toEqual((brought[scope] ?? []).map((name) => [name, [scope]]));
    },
  );

  test('the scope of a flow brings those of its actions, with what they bring', async () => {
    const flow = sandbox.env['GLOBUS_SANDBOX_FLOW']!;
    const scope = `https://auth.globus.org/scopes/${flow}/flow_${flow.replaceAll('-', '_')}_user`;
    expect(await below(scope)).toEqual([[transferAll, [scope]]]);
  });

  test('the directory of scopes tells it', async () => {
    const tokens = await logIn(sandbox, 'ada@globusid.org', `openid ${manage}`);
    const scopes = async (names: string[]) =>
      (
        await clientOf(
          sandbox,
          'auth',
          tokens['auth.globus.org'],
        )('GET', `/v2/api/scopes?scope_strings=${encodeURIComponent(names.join(','))}`)
      ).json.scopes;
    const [timer, transfer] = [(await scopes([timers]))[0], (await scopes([transferAll]))[0]];
    expect(timer.dependent_scopes).toEqual([{ scope: transfer.id, optional: false, requires_refresh_token: true }]);
    expect(transfer.dependent_scopes).toEqual([]);
  });
});

describe('sessions', () => {
  test('a login can be asked to prove a linked identity, a domain, a policy', async () => {
    const developer = clientOf(
      sandbox,
      'auth',
      (await logIn(sandbox, 'ada@globusid.org', `openid ${manage}`))['auth.globus.org'],
    );
    const project = (
      await developer('POST', '/v2/api/projects', { project: { display_name: 'Lab', contact_email: 'a@b.example' } })
    ).json.project;
    const made = await developer('POST', '/v2/api/policies', {
      policy: {
        project_id: project.id,
        display_name: 'University',
        description: 'x',
        high_assurance: true,
        authentication_assurance_timeout: 60,
        domain_constraints_include: ['university.example'],
      },
    });
    expect(made.status).toBe(201);
    const { challenge, verifier } = pkce();
    const rest = { scope: 'openid', code_challenge: challenge, code_challenge_method: 'S256' };
    const login = async (query: Record<string, string>) => {
      const at = await authorize({ ...rest, ...query });
      const { json } = await token({
        grant_type: 'authorization_code',
        client_id: native,
        redirect_uri: redirect,
        code: at.searchParams.get('code') ?? '',
        code_verifier: verifier,
      });
      return (
        at.searchParams.get('error') ??
        Object.keys(
          (await post('token/introspect', { token: json.access_token, include: 'session_info' })).session_info
            .authentications,
        ).length
      );
    };
    expect(await login({ session_required_single_domain: 'university.example' })).toBeGreaterThanOrEqual(1);
    expect(await login({ session_required_policies: made.json.policy.id })).toBeGreaterThanOrEqual(1);
    expect(await login({ session_required_policies: made.json.policy.id, sandbox_user: 'grace@globusid.org' })).toBe(
      'access_denied',
    );
    expect(await login({ session_required_single_domain: 'elsewhere.example' })).toBe('access_denied');
  });
});

describe('applications', () => {
  let developer: Client;
  beforeAll(async () => {
    developer = clientOf(
      sandbox,
      'auth',
      (await logIn(sandbox, 'ada@globusid.org', `openid ${manage}`))['auth.globus.org'],
    );
  });

  test('client credentials need the right secret, and give tokens of the application itself', async () => {
    const form = {
      grant_type: 'client_credentials',
      scope: `${transferAll} ${transferAll}[*https://auth.globus.org/scopes/${mapped}/data_access]`,
    };
    const { json } = await token(form, `${confidential}:${secret}`);
    expect(json).toMatchObject({ scope: transferAll, resource_server: 'transfer.api.globus.org', other_tokens: [] });
    expect(json).not.toHaveProperty('refresh_token');
    expect((await post('token/introspect', { token: json.access_token })).username).toBe(
      `${confidential}@clients.auth.globus.org`,
    );
    expect(await token(form, `${confidential}:wrong`)).toMatchObject({
      status: 401,
      json: { error: 'invalid_client' },
    });
    expect(await token(form, `${native}:`)).toMatchObject({ status: 400, json: { error: 'unauthorized_client' } });
    expect(await token({ grant_type: 'password' }, `${confidential}:${secret}`)).toMatchObject({
      status: 400,
      json: { error: 'unsupported_grant_type' },
    });
  });

  test('the official CLI makes a client of its template, and logs in and out with it', async () => {
    const made = await clientOf(sandbox, 'auth')('POST', '/v2/api/clients', {
      client: { template_id: '95fdeba8-fac2-42bd-a357-e068d82ff78e', name: 'Globus CLI' },
    });
    expect(made.status).toBe(201);
    const { client, secret: own } = made.json.included.client_credential;
    expect(client).toBe(made.json.client.id);
    const at = await authorize({
      client_id: client,
      scope: `openid ${transferAll}`,
      state: '_default',
      prompt: 'login',
      access_type: 'offline',
      redirect_uri: 'http://localhost:5555',
    });
    const { json } = await token(
      { grant_type: 'authorization_code', redirect_uri: 'http://localhost:5555', code: at.searchParams.get('code')! },
      `${client}:${own}`,
    );
    expect(json.other_tokens[0].refresh_token).toEqual(expect.any(String));
    expect(await post('token/validate', { token: json.refresh_token }, `${client}:${own}`)).toEqual({ active: true });
    await fetch(`${sandbox.url}/auth/v2/oauth2/token/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ token: json.refresh_token, client_id: '95fdeba8-fac2-42bd-a357-e068d82ff78e' }),
    });
    expect(await post('token/validate', { token: json.refresh_token }, `${client}:${own}`)).toEqual({ active: false });
  });

  test('projects, clients, credentials and scopes are made, changed and deleted by who administers them', async () => {
    const project = (
      await developer('POST', '/v2/api/projects', { project: { display_name: 'App', contact_email: 'a@b.example' } })
    ).json.project;
    const made = await developer('POST', '/v2/api/clients', {
      client: { name: 'Server', project: project.id, client_type: 'resource_server' },
    });
    expect(made.json.client).toMatchObject({
      name: 'Server',
      project: project.id,
      public_client: false,
      client_type: 'resource_server',
      scopes: [],
    });
    const { id } = made.json.client;
    const credential = (await developer('POST', `/v2/api/clients/${id}/credentials`, { credential: { name: 'one' } }))
      .json.credential;
    expect((await developer('GET', `/v2/api/clients/${id}/credentials`)).json.credentials).toEqual([
      { ...credential, secret: null },
    ]);
    const transferScope = (await developer('GET', `/v2/api/scopes?scope_strings=${encodeURIComponent(transferAll)}`))
      .json.scopes[0];
    const scope = await developer('POST', `/v2/api/clients/${id}/scopes`, {
      scope: {
        name: 'All',
        description: 'All of it',
        scope_suffix: 'all',
        dependent_scopes: [{ scope: transferScope.id, optional: false, requires_refresh_token: false }],
      },
    });
    expect(scope.json.scope.scope_string).toBe(`https://auth.globus.org/scopes/${id}/all`);

    // The service is called by Ada's application and calls Transfer in her name.
    const tokens = await logIn(sandbox, 'ada@globusid.org', scope.json.scope.scope_string);
    const dependent = await token(
      { grant_type: 'urn:globus:auth:grant_type:dependent_token', token: tokens[id]! },
      `${id}:${credential.secret}`,
    );
    expect(dependent.json).toMatchObject([{ resource_server: 'transfer.api.globus.org', scope: transferAll }]);
    expect(
      await token(
        { grant_type: 'urn:globus:auth:grant_type:dependent_token', token: tokens[id]! },
        `${confidential}:${secret}`,
      ),
    ).toMatchObject({ status: 400, json: { errors: [{ code: 'UNAUTHORIZED_CLIENT' }] } });

    expect((await developer('PUT', `/v2/api/clients/${id}`, { client: { name: 'Renamed' } })).json.client.name).toBe(
      'Renamed',
    );
    const grace = clientOf(sandbox, 'auth', (await logIn(sandbox, 'grace@globusid.org', manage))['auth.globus.org']);
    expect((await grace('PUT', `/v2/api/clients/${id}`, { client: { name: 'Mine' } })).status).toBe(403);
    expect((await developer('DELETE', `/v2/api/projects/${project.id}`)).status).toBe(409);
    expect((await developer('DELETE', `/v2/api/clients/${id}`)).json.client.id).toBe(id);
    expect((await developer('DELETE', `/v2/api/projects/${project.id}`)).json.project.id).toBe(project.id);
    expect((await developer('GET', `/v2/api/projects/${project.id}`)).json).toMatchObject({
      errors: [{ status: '404', code: 'NOT_FOUND' }],
      error: 'not_found',
    });
  });
});

test.each([
  [
    'clients',
    'client',
    { name: 'X', public_client: true },
    [
      { links: 7 },
      { links: [] },
      { links: { privacy_policy: 7 } },
      { required_idp: 'x' },
      { preselect_idp: '' },
      { redirect_uris: ['nowhere'] },
    ],
  ],
  [
    'clients/CLIENT/scopes',
    'scope',
    { name: 'X', description: 'X', scope_suffix: 'x' },
    [{ dependent_scopes: null }, { dependent_scopes: '' }, { dependent_scopes: ['x'] }],
  ],
  ['clients/CLIENT/credentials', 'credential', { name: 'X' }, [{ name: '' }]],
  [
    'projects',
    'project',
    { display_name: 'X', contact_email: 'a@b.example' },
    [{ admin_ids: [''] }, { admin_group_ids: ['x'] }],
  ],
])('POST %s is refused with a wrong value, and not without', async (path, key, right, wrong) => {
  const developer = clientOf(
    sandbox,
    'auth',
    (await logIn(sandbox, 'ada@globusid.org', `openid ${manage}`))['auth.globus.org'],
  );
  const project = (
    await developer('POST', '/v2/api/projects', { project: { display_name: 'Right', contact_email: 'a@b.example' } })
  ).json.project.id;
  const { client } = (
    await developer('POST', '/v2/api/clients', {
      client: {
        name: 'Right',
        project,
        client_type: 'confidential_client',
        links: { privacy_policy: 'https://example.org/' },
      },
    })
  ).json;
  expect(client.links).toEqual({ privacy_policy: 'https://example.org/', terms_and_conditions: null });
  const ask = (fields: object) =>
    developer('POST', `/v2/api/${path.replace('CLIENT', client.id)}`, {
      [key]: { ...right, ...(key === 'client' ? { project } : {}), ...fields },
    });
  for (const fields of wrong)
    expect(await ask(fields), JSON.stringify(fields)).toMatchObject({
      status: 400,
      json: { errors: [{ code: 'INVALID_PARAMETERS' }] },
    });
  expect((await ask({})).status).toBe(201);
});

test('a project is administered by the members of its groups, too', async () => {
  const group = sandbox.env['GLOBUS_SANDBOX_GROUP']!;
  const as = async (user: string) =>
    clientOf(sandbox, 'auth', (await logIn(sandbox, user, `openid ${manage}`))['auth.globus.org']);
  const [owner, member, stranger] = [
    await as('ada@globusid.org'),
    await as('grace@globusid.org'),
    await as('admin@globusid.org'),
  ];
  const { project } = (
    await owner('POST', '/v2/api/projects', {
      project: { display_name: 'Shared', contact_email: 'a@b.example', admin_group_ids: [group] },
    })
  ).json;
  expect(project).toMatchObject({ admin_ids: null, admin_group_ids: [group] });
  expect((await member('GET', '/v2/api/projects')).json.projects.map(({ id }: any) => id)).toContain(project.id);
  expect(
    (await member('POST', '/v2/api/clients', { client: { name: 'Ours', project: project.id, public_client: true } }))
      .status,
  ).toBe(201);
  expect((await stranger('GET', `/v2/api/projects/${project.id}`)).status).toBe(403);
});

describe('identities', () => {
  test('are looked up by id or username, provisioned where asked for, and left out when unknown', async () => {
    const anyone = clientOf(sandbox, 'auth', (await logIn(sandbox, 'ada@globusid.org', 'openid'))['auth.globus.org']);
    const names = async (query: string) =>
      (await anyone('GET', `/v2/api/identities?${query}`)).json.identities.map((row: any) => [
        row.username,
        row.status,
      ]);
    expect(await names(`ids=${ada},00000000-0000-4000-8000-000000000000`)).toEqual([['ada@globusid.org', 'used']]);
    expect(await names('usernames=new@globusid.org')).toEqual([]);
    expect(await names('usernames=new@globusid.org,GRACE@globusid.org&provision=true')).toEqual([
      ['new@globusid.org', 'unused'],
      ['grace@globusid.org', 'used'],
    ]);
    expect(await names('usernames=new@globusid.org')).toEqual([['new@globusid.org', 'unused']]);
    expect(await names(`ids=${confidential}`)).toEqual([[`${confidential}@clients.auth.globus.org`, 'used']]);
    const both = await anyone('GET', `/v2/api/identities?ids=${ada}&usernames=x@y.z`);
    expect([both.status, both.json.errors[0].code]).toEqual([400, 'INVALID_PARAMETERS']);
    const nobody = await clientOf(sandbox, 'auth')('GET', `/v2/api/identities?ids=${ada}`);
    expect([nobody.status, nobody.json.errors[0].code]).toEqual([401, 'UNAUTHORIZED']);
    expect((await anyone('GET', '/v2/api/identity_providers?domains=globusid.org')).json.identity_providers[0].id).toBe(
      '41143743-f3c8-4d60-bbdb-eeecaba85bd9',
    );
  });
});

test('a token expires with the clock of the world', async () => {
  const call = clientOf(
    sandbox,
    'transfer',
    (await logIn(sandbox, 'ada@globusid.org', transferAll))['transfer.api.globus.org'],
  );
  expect((await call('GET', '/v0.10/task_list')).status).toBe(200);
  await adminOf(sandbox)('POST', '/clock', { advance_seconds: 172_801 });
  expect(await call('GET', '/v0.10/task_list')).toMatchObject({
    status: 401,
    json: { code: 'ClientError.AuthenticationFailed' },
  });
});

// PyJWT refuses what was issued more than five minutes from now, and what has expired.
test.each([
  ['advanced', {}, 90_000],
  ['frozen in the past', { frozen: true, startAt: Date.UTC(2020, 0) }, 0],
] as const)(
  'an id_token is good by the clock of the machine in a world whose clock is %s',
  async (_, clock, seconds) => {
    const world = await openSandbox({ clock });
    await adminOf(world)('POST', '/clock', { advance_seconds: seconds });
    const basic = `Basic ${Buffer.from(`${confidential}:${world.env['GLOBUS_SANDBOX_CLIENT_SECRET']}`).toString('base64')}`;
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'openid' });
    const { id_token }: any = await (
      await fetch(`${world.url}/auth/v2/oauth2/token`, { method: 'POST', body, headers: { authorization: basic } })
    ).json();
    const { iat, exp } = decodeJwt(id_token);
    const now = Date.now() / 1000;
    expect(Math.abs(iat! - now)).toBeLessThan(300);
    expect(exp).toBeGreaterThan(now);
  },
);
