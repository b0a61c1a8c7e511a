import { describe, expect, test } from 'vitest';
import { fakeApi } from '../support/fake-api.js';
import { clientId, globus, temporaryFolder, usualLogins, writeLogin } from '../support/globus.js';
import { changeTokens, tokensIn } from './stored.js';

const userinfo = 'https://auth.globus.org/v2/oauth2/userinfo';
const tokenUrl = 'https://auth.globus.org/v2/oauth2/token';
const ada = { sub: '25de0aed-aa83-4600-a1be-a62a910af116', preferred_username: 'ada@example.org' };
const fresh = {
  access_token: 'newAT',
  scope: 'openid',
  expires_in: 172_800,
  token_type: 'Bearer',
  resource_server: 'auth.globus.org',
  other_tokens: [],
};
const refreshing = {
  method: 'POST',
  url: tokenUrl,
  body: `grant_type=refresh_token&refresh_token=authRT&client_id=${clientId}`,
  response: fresh,
};
const granting = (body: string, response: object = fresh) => ({ method: 'POST', url: tokenUrl, body, response });
const client = { GLOBUS_CLI_CLIENT_ID: 'a-client', GLOBUS_CLI_CLIENT_SECRET: 'a-secret' };

function expiredLogin(): string {
  const configDir = temporaryFolder();
  writeLogin(configDir, usualLogins);
  changeTokens(configDir, () => ({ expires_at_seconds: 1000 }));
  return configDir;
}

describe('access tokens', () => {
  test('one that ends within a minute is refreshed, and the old refresh token kept', async () => {
    const configDir = temporaryFolder();
    writeLogin(configDir, usualLogins);
    const now = new Date('2030-01-01T00:00:00Z');
    changeTokens(configDir, () => ({ expires_at_seconds: now.getTime() / 1000 + 59 }));
    const api = fakeApi([refreshing, { method: 'GET', url: userinfo, response: ada }]);
    expect(await globus(['whoami'], { api, configDir, now })).toEqual({
      code: 0,
      stdout: 'ada@example.org\n',
      stderr: '',
    });
    expect(tokensIn(configDir)['auth.globus.org']).toMatchObject({
      access_token: 'newAT',
      refresh_token: 'authRT',
      expires_at_seconds: now.getTime() / 1000 + 172_800,
    });
    expect(tokensIn(configDir)['transfer.api.globus.org']?.access_token).toBe('transferAT');
  });

  test('a 401 makes one refresh and one more try', async () => {
    const api = fakeApi([
      { method: 'GET', url: userinfo, status: 401, response: { errors: [{ code: 'UNAUTHORIZED', detail: 'no' }] } },
      refreshing,
      { method: 'GET', url: userinfo, response: ada },
    ]);
    expect((await globus(['whoami'], { api })).stdout).toBe('ada@example.org\n');
  });

  test('a command does not go on as somebody else who logged in meanwhile', async () => {
    const configDir = temporaryFolder();
    writeLogin(configDir, usualLogins);
    changeTokens(configDir, () => ({ identity_id: 'ada' }));
    const network = (input: string | URL | Request) => {
      const { url } = new Request(input);
      if (!url.includes('userinfo')) throw new Error(`nothing else was to be asked: ${url}`);
      // logout and login, in another terminal
      changeTokens(configDir, () => ({ identity_id: 'grace', access_token: 'grace-AT' }));
      return Promise.resolve(Response.json({ errors: [{ code: 'UNAUTHORIZED', detail: 'no' }] }, { status: 401 }));
    };
    const told = await globus(['whoami'], { network, configDir });
    expect([told.code, told.stdout]).toEqual([1, '']);
    expect(told.stderr).toContain('Somebody else has logged in since this command began');
  });

  test('a command acts as whoever the program began as that started it, where it has the same login', async () => {
    const api = () => fakeApi([{ method: 'GET', url: userinfo, response: ada }]);
    const configDir = temporaryFolder();
    writeLogin(configDir, usualLogins);
    changeTokens(configDir, () => ({ identity_id: 'grace' }));
    const begun = (mark: string) =>
      globus(['whoami'], {
        api: mark.startsWith('ada userprofile/production') ? fakeApi([]) : api(),
        configDir,
        env: { GLOBUS_LOGIN_BEGAN: mark },
      });
    const told = await begun('ada userprofile/production');
    expect([told.code, told.stdout]).toEqual([1, '']);
    expect(told.stderr).toContain('Somebody else has logged in since this command began');
    // another profile was chosen on purpose
    for (const mark of ['grace userprofile/production', 'ada userprofile/sandbox', 'ada', ''])
      expect(await begun(mark)).toMatchObject({ code: 0, stdout: 'ada@example.org\n' });
  });

  test('a refresh that brings a new refresh token stores it', async () => {
    const configDir = expiredLogin();
    const api = fakeApi([
      { ...refreshing, response: { ...fresh, refresh_token: 'newRT' } },
      { method: 'GET', url: userinfo, response: ada },
    ]);
    await globus(['whoami'], { api, configDir });
    expect(tokensIn(configDir)['auth.globus.org']?.refresh_token).toBe('newRT');
  });

  test('a refused refresh is exit 4 with the command that helps', async () => {
    const api = fakeApi([{ ...refreshing, status: 401, response: { error: 'invalid_grant' } }]);
    const result = await globus(['whoami'], { api, configDir: expiredLogin() });
    expect(result).toMatchObject({ code: 4, stdout: '' });
    expect(result.stderr).toBe(
      'The login has ended: Globus Auth does not renew it any more.\n\nRun\n\n  globus login --force\n\nto continue.\n',
    );
  });

  test('a refresh that fails on the way keeps the login', async () => {
    const configDir = expiredLogin();
    const before = tokensIn(configDir);
    const result = await globus(['whoami'], { api: fakeApi([{ ...refreshing, raises: 'refused' }]), configDir });
    expect(result).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^auth\.globus\.org refused the connection\./) as string,
    });
    expect(tokensIn(configDir)).toEqual(before);
  });
});

describe('a client from the environment', () => {
  const scopes =
    'openid profile email urn:globus:auth:scope:auth.globus.org:view_identity_set urn:globus:auth:scope:auth.globus.org:view_identities urn:globus:auth:scope:auth.globus.org:view_consents urn:globus:auth:scope:auth.globus.org:manage_projects';
  const grant = granting(new URLSearchParams({ grant_type: 'client_credentials', scope: scopes }).toString(), {
    ...fresh,
    scope: scopes,
  });

  test('gets a token by itself, and keeps it under its own name', async () => {
    const configDir = temporaryFolder();
    const read = { method: 'GET', url: userinfo, response: ada };
    expect((await globus(['whoami'], { api: fakeApi([grant, read]), configDir, env: client })).stdout).toBe(
      'ada@example.org\n',
    );
    expect((await globus(['whoami'], { api: fakeApi([read]), configDir, env: client })).code).toBe(0);
    const status = JSON.parse(
      (await globus(['auth', 'status', '-F', 'json'], { configDir, env: client })).stdout,
    ) as object;
    expect(status).toMatchObject({ mode: 'client_credentials', client_id: 'a-client', logged_in: true });
  });

  test('consents to what a service asks for, silently and once', async () => {
    const id = '1405823f-0597-4a16-b296-46d4f0ae4b15';
    const ls = {
      method: 'GET',
      url: `https://transfer.api.globus.org/v0.10/operation/endpoint/${id}/ls?show_hidden=0`,
    };
    const all = 'urn:globus:auth:scope:transfer.api.globus.org:all';
    const needed = `${all}[*https://auth.globus.org/scopes/${id}/data_access]`;
    const transfer = { ...fresh, resource_server: 'transfer.api.globus.org', scope: all };
    const refused = {
      ...ls,
      status: 403,
      response: { code: 'ConsentRequired', message: 'Missing', required_scopes: [needed] },
    };
    const first = granting(new URLSearchParams({ grant_type: 'client_credentials', scope: all }).toString(), transfer);
    const second = granting(new URLSearchParams({ grant_type: 'client_credentials', scope: needed }).toString(), {
      ...transfer,
      access_token: 'withConsent',
    });
    const listed = { ...ls, response: { DATA: [{ name: 'a', type: 'file' }] } };
    const good = await globus(['ls', id], {
      api: fakeApi([first, refused, second, listed]),
      configDir: temporaryFolder(),
      env: client,
    });
    expect(good).toEqual({ code: 0, stdout: 'a\n', stderr: '' });
    const still = await globus(['ls', id], {
      api: fakeApi([first, refused, second]),
      configDir: temporaryFolder(),
      env: client,
    });
    expect(still.code).toBe(4);
  });

  test('one variable without the other is a usage error, both ways', async () => {
    for (const [name, value] of Object.entries(client)) {
      const result = await globus(['whoami'], { env: { [name]: value } });
      expect(result).toMatchObject({ code: 2, stdout: '' });
      expect(result.stderr).toMatch(
        /^GLOBUS_CLI_CLIENT_(ID|SECRET) is set, but GLOBUS_CLI_CLIENT_(ID|SECRET) is not\./,
      );
      expect(result.stderr).not.toContain(value);
    }
  });

  test('has no login step', async () => {
    expect((await globus(['login'], { env: client })).code).toBe(2);
  });

  test('that Auth refuses is said, without its secret', async () => {
    const result = await globus(['whoami'], {
      api: fakeApi([{ ...grant, status: 401, response: { error: 'invalid_client' } }]),
      configDir: temporaryFolder(),
      env: client,
    });
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('Check GLOBUS_CLI_CLIENT_ID and GLOBUS_CLI_CLIENT_SECRET.');
    expect(result.stderr).not.toContain('a-secret');
  });
});

describe('ready tokens from the environment', () => {
  test('are used as they are, with no login', async () => {
    const env = { GLOBUS_ACCESS_TOKEN_AUTH: 'ready' };
    const api = fakeApi([{ method: 'GET', url: userinfo, response: ada }]);
    expect((await globus(['whoami'], { api, configDir: temporaryFolder(), env })).stdout).toBe('ada@example.org\n');
    expect((await globus(['auth', 'token', 'auth'], { configDir: temporaryFolder(), env })).stdout).toBe('ready\n');
  });

  test('that no header can carry are a usage error that names the variable, not the token', async () => {
    const of = (value: string, api = fakeApi([])) =>
      globus(['whoami'], { api, configDir: temporaryFolder(), env: { GLOBUS_ACCESS_TOKEN_AUTH: value } });
    for (const value of [
      'secret\nb',
      'secret\r\nX-Evil: 1',
      'secret\u001b',
      'secret b',
      'secr\u00e9t',
      'secret\u65e5',
      ' ',
    ]) {
      const { code, stderr } = await of(value);
      expect([value, code, stderr]).toEqual([
        value,
        2,
        expect.stringMatching(/^GLOBUS_ACCESS_TOKEN_AUTH is not an access/),
      ]);
      expect(stderr).not.toMatch(/secr|Evil/);
    }
    expect((await of('ready\n', fakeApi([{ method: 'GET', url: userinfo, response: ada }]))).stdout).toBe(
      'ada@example.org\n',
    );
  });
  test('that a service rejects are exit 4: there is nothing to renew them with', async () => {
    const api = fakeApi([
      { method: 'GET', url: userinfo, status: 401, response: { errors: [{ code: 'UNAUTHORIZED' }] } },
    ]);
    expect(
      (await globus(['whoami'], { api, configDir: temporaryFolder(), env: { GLOBUS_ACCESS_TOKEN_AUTH: 'ready' } }))
        .code,
    ).toBe(4);
  });
});

describe('what is in the way of a login', () => {
  const id = '1405823f-0597-4a16-b296-46d4f0ae4b15';
  const url = `https://transfer.api.globus.org/v0.10/operation/endpoint/${id}/ls?show_hidden=0`;
  const demanding = {
    method: 'GET',
    url,
    status: 403,
    response: {
      code: 'AuthorizationRequired',
      authorization_parameters: { session_required_single_domain: ['lab.example.org; rm -rf ~'] },
    },
  };
  const command = async (env: Record<string, string>, exchanges: Parameters<typeof fakeApi>[0]) => {
    const result = await globus(['ls', id, '-F', 'json'], { api: fakeApi(exchanges), env });
    expect(result.code).toBe(4);
    return (JSON.parse(result.stderr) as { command: string }).command;
  };

  test('is named by the command that helps: a ready token, a client', async () => {
    const ready = { GLOBUS_ACCESS_TOKEN_TRANSFER: 'ready' };
    expect(
      await command(ready, [{ method: 'GET', url, status: 401, response: { code: 'AuthenticationFailed' } }]),
    ).toBe('unset GLOBUS_ACCESS_TOKEN_TRANSFER && globus login --force');
    const all = 'urn:globus:auth:scope:transfer.api.globus.org:all';
    const grant = granting(new URLSearchParams({ grant_type: 'client_credentials', scope: all }).toString(), {
      ...fresh,
      resource_server: 'transfer.api.globus.org',
      scope: all,
    });
    expect(await command(client, [grant, demanding])).toMatch(
      /^unset GLOBUS_CLI_CLIENT_ID GLOBUS_CLI_CLIENT_SECRET && globus session update /,
    );
  });

  test('words of a service are quoted in a command to paste', async () => {
    expect(await command({}, [demanding])).toBe("globus session update 'lab.example.org; rm -rf ~'");
  });
});

test.each([
  ['at the top', { code: 'X', authorization_parameters: { session_required_mfa: true } }],
  ['inside an error', { error: { code: 'X', authorization_parameters: { session_required_mfa: true } } }],
  ['inside a detail', { code: 'X', detail: { authorization_parameters: { session_required_mfa: true } } }],
  [
    'among several errors',
    { errors: [{ code: 'Y' }, { code: 'X', authorization_parameters: { session_required_mfa: true } }] },
  ],
])('a requirement is found %s', async (_where, response) => {
  const api = fakeApi([{ method: 'GET', url: userinfo, status: 401, response }, refreshing]);
  const result = await globus(['whoami', '-F', 'json'], { api });
  expect([result.code, JSON.parse(result.stderr)]).toMatchObject([
    4,
    { command: 'globus session update --mfa', authorization_parameters: { session_required_mfa: true } },
  ]);
});

describe('secrets in answers', () => {
  test('a token answer that is cut in two is not quoted', async () => {
    const api = fakeApi([{ ...refreshing, response: '{"access_token":AgSecretSecret' }]);
    const result = await globus(['whoami', '--debug'], { api, configDir: expiredLogin() });
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('The answer of auth.globus.org is not JSON.');
    expect(result.stderr).not.toContain('AgSe');
  });

  test('a service that repeats what was sent does not bring it into the wire log', async () => {
    const api = fakeApi([
      {
        method: 'GET',
        url: userinfo,
        status: 404,
        response: { errors: [{ code: 'NO', detail: 'no' }], sent: 'Bearer authAT' },
      },
    ]);
    const result = await globus(['whoami', '--debug'], { api });
    expect(result.stderr).toContain('Bearer [secret]');
    expect(result.stderr).not.toContain('authAT');
  });
});

test('--json is --format json, for results and for errors', async () => {
  const configDir = temporaryFolder();
  expect(JSON.parse((await globus(['auth', 'status', '--json'], { configDir })).stdout)).toMatchObject({
    logged_in: false,
  });
  expect(JSON.parse((await globus(['whoami', '--json'], { configDir })).stderr)).toMatchObject({ exit_code: 4 });
  expect((await globus(['auth', 'status', '--json', '-F', 'text'], { configDir })).code).toBe(2);
});

describe('without a login', () => {
  test('exit 4 names the command, in text and as data', async () => {
    const text = await globus(['whoami'], { configDir: temporaryFolder() });
    expect(text).toEqual({
      code: 4,
      stdout: '',
      stderr: 'You are not logged in to Globus.\n\nRun\n\n  globus login\n\nto continue.\n',
    });
    const json = await globus(['whoami', '-F', 'json'], { configDir: temporaryFolder() });
    expect(json.code).toBe(4);
    expect(JSON.parse(json.stderr)).toMatchObject({ command: 'globus login', exit_code: 4 });
  });

  test('auth status says so, and auth token is exit 4', async () => {
    const configDir = temporaryFolder();
    expect(JSON.parse((await globus(['auth', 'status', '-F', 'json'], { configDir })).stdout)).toMatchObject({
      logged_in: false,
      services: [],
    });
    expect((await globus(['auth', 'token', 'transfer'], { configDir })).code).toBe(4);
  });
});

test('auth status says when each token ends, and when the login does', async () => {
  const configDir = temporaryFolder();
  writeLogin(configDir, { 'auth.globus.org': 'openid' });
  const now = new Date('2030-01-01T00:00:00Z');
  changeTokens(configDir, () => ({ expires_at_seconds: now.getTime() / 1000 + 3600 }));
  const { stdout } = await globus(['auth', 'status', '--jmespath', 'services[0]'], { configDir, now });
  expect(JSON.parse(stdout)).toEqual({
    service: 'auth',
    resource_server: 'auth.globus.org',
    scope: 'openid',
    expires_at: '2030-01-01T01:00:00Z',
    expires_in_seconds: 3600,
    refreshable: true,
    refresh_unused_until: '2030-07-01T01:00:00Z',
  });
});

test.each([
  ['fast', 20, 'fast'],
  ['slow', -20, 'slow'],
])('a clock that is %s is said, once, from the Date header', async (_what, minutes, word) => {
  const now = new Date('2030-01-01T00:00:00Z');
  const headers = { date: new Date(now.getTime() - minutes * 60_000).toUTCString() };
  const api = fakeApi([{ method: 'GET', url: userinfo, response: ada, headers }]);
  expect(await globus(['whoami'], { api, now })).toEqual({
    code: 0,
    stdout: 'ada@example.org\n',
    stderr: `The clock of this machine is 20 minutes ${word}: logins may seem to end early or late. Correct it.\n`,
  });
});
