import { createHash, randomBytes } from 'node:crypto';
import { auth } from '@globus/sdk';
import { beforeAll, describe, expect, test } from 'vitest';
import { said, usingSdk } from './sdk.js';
import { timers, transferAll } from './whole-world.js';

const using = usingSdk('auth', auth);
const { sdk } = using;
const scopes = `openid profile email urn:globus:auth:scope:auth.globus.org:view_identity_set ${transferAll} https://auth.globus.org/scopes/${timers}/timer[${transferAll}]`;
const redirect = 'http://localhost:3000/callback';

/** What an application does that logs somebody in with PKCE, with what the SDK gives it. */
async function logIn(client_id: string): Promise<any> {
  const code_verifier = randomBytes(48).toString('base64url');
  const code_challenge = createHash('sha256').update(code_verifier).digest('base64url');
  const query = {
    client_id,
    redirect_uri: redirect,
    scope: scopes,
    state: 'mine',
    response_type: 'code',
    access_type: 'offline',
    code_challenge,
    code_challenge_method: 'S256',
    sandbox_user: 'ada@globusid.org',
  };
  const page = await fetch(`${sdk.getAuthorizationEndpoint()}?${new URLSearchParams(query).toString()}`, {
    redirect: 'manual',
  });
  const back = new URL(page.headers.get('location') ?? '');
  expect(back.searchParams.get('state')).toBe('mine');
  const payload = {
    grant_type: 'authorization_code',
    client_id,
    code: back.searchParams.get('code'),
    redirect_uri: redirect,
    code_verifier,
  };
  return said(sdk.oauth2.token.token({ payload } as any));
}

let client_id: string;
let tokens: any;
let basic: { headers: { Authorization: string } };
beforeAll(async () => {
  const { env } = using.world;
  client_id = env['GLOBUS_SANDBOX_NATIVE_CLIENT_ID']!;
  basic = {
    headers: {
      Authorization: `Basic ${Buffer.from(`${env['GLOBUS_SANDBOX_CLIENT_ID']}:${env['GLOBUS_SANDBOX_CLIENT_SECRET']}`).toString('base64')}`,
    },
  };
  tokens = await logIn(client_id);
});

describe("Globus's own JavaScript SDK, Auth", () => {
  test('logs in, and takes the answer for tokens of Globus Auth', () => {
    expect(sdk.isGlobusAuthTokenResponse(tokens)).toBe(true);
    expect(sdk.isRefreshToken(tokens)).toBe(true);
    expect(tokens).toMatchObject({
      resource_server: 'auth.globus.org',
      id_token: expect.stringMatching(/^ey/),
      state: 'mine',
    });
    expect(tokens.other_tokens.map((token: any) => token.resource_server).sort()).toEqual([
      timers,
      'transfer.api.globus.org',
    ]);
    expect(sdk.getTokenEndpoint()).toBe(`${using.world.sandbox.url}/v2/oauth2/token`);
  });

  test('shows who is logged in, and finds identities', async () => {
    const mine: any = { headers: { Authorization: `Bearer ${tokens.access_token}` } };
    const info = await said(sdk.oauth2.userinfo(mine));
    expect(info).toMatchObject({
      preferred_username: 'ada@globusid.org',
      identity_set: [{ username: 'ada@globusid.org' }, { username: 'ada.lovelace@university.example' }],
    });
    expect(await said(sdk.identities.get(info.sub, mine))).toMatchObject({
      identity: { id: info.sub, status: 'used' },
    });
    const { identities } = await said(
      sdk.identities.getAll({ ...mine, query: { usernames: ['ada@globusid.org', 'grace@globusid.org'] } }),
    );
    expect(identities.map(({ username }: any) => username)).toEqual(['ada@globusid.org', 'grace@globusid.org']);
  });

  test('finds the consents that the login recorded, as its own function reads them', async () => {
    const mine: any = { headers: { Authorization: `Bearer ${tokens.access_token}` } };
    const { consents } = await said(sdk.identities.consents.getAll(using.world.env['GLOBUS_SANDBOX_IDENTITY']!, mine));
    const timer = `https://auth.globus.org/scopes/${timers}/timer`;
    expect(sdk.utils.hasConsentForScope(consents, `${timer}[${transferAll}]`)).toBe(true);
    expect(sdk.utils.hasConsentForScope(consents, `${transferAll}[${timer}]`)).toBe(false);
  });

  test('refreshes, validates, introspects and revokes', async () => {
    const { token } = sdk.oauth2;
    const payload = (more: object) => ({ payload: { client_id, ...more } }) as any;
    const fresh = await said(
      token.refresh(payload({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token })),
    );
    expect(fresh).toMatchObject({ resource_server: 'auth.globus.org', other_tokens: [] });
    expect(fresh.access_token).not.toBe(tokens.access_token);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- programs of old still call it
    expect(await said(token.validate(payload({ token: fresh.access_token })))).toEqual({ active: true });
    const introspect = () =>
      said(token.introspect({ ...basic, payload: { token: fresh.access_token, include: 'session_info' } }));
    expect(await introspect()).toMatchObject({
      active: true,
      client_id,
      username: 'ada@globusid.org',
      session_info: { authentications: { [using.world.env['GLOBUS_SANDBOX_IDENTITY']!]: { amr: null } } },
    });
    expect(await said(token.revoke(payload({ token: fresh.access_token })))).toEqual({ active: false });
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- programs of old still call it
    expect(await said(token.validate(payload({ token: fresh.access_token })))).toEqual({ active: false });
    expect(await introspect()).toEqual({ active: false });
  });

  test('works with settings from GLOBUS_SDK_OPTIONS alone', async () => {
    process.env['GLOBUS_SDK_OPTIONS'] = JSON.stringify({
      fetch: { options: { headers: { Authorization: `Bearer ${tokens.access_token}` } } },
    });
    try {
      expect(await said(sdk.oauth2.userinfo())).toMatchObject({ preferred_username: 'ada@globusid.org' });
    } finally {
      delete process.env['GLOBUS_SDK_OPTIONS'];
    }
  });

  test('gets tokens for an application of its own', async () => {
    const answer = await said(
      sdk.oauth2.token.exchange({
        ...basic,
        payload: { grant_type: 'client_credentials', scope: transferAll },
      } as any),
    );
    expect(answer).toMatchObject({
      resource_server: 'transfer.api.globus.org',
      scope: transferAll,
      expires_in: 172_800,
      other_tokens: [],
    });
  });
});
using.everyFunctionWasCalled();
