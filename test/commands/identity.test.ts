import { describe, expect, test } from 'vitest';
import { authGet, authRefusal } from '../support/auth.js';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { cells } from '../support/table.js';
import { personId } from '../support/transfer.js';

const bobId = '90000000-0000-0000-0000-000000000001';
const ada = {
  id: personId,
  username: 'Ada@example.org',
  name: 'Ada',
  email: null,
  organization: 'Lab',
  identity_provider: bobId,
  status: 'used',
};
const bob = { ...ada, id: bobId, username: 'bob@example.org' };

test('whoami --linked-identities is the array of them in JSON', async () => {
  const linked = [
    { sub: personId, username: ada.username, name: 'Ada', email: null },
    { sub: bobId, username: bob.username, name: 'Bob', email: 'bob@example.org' },
  ];
  const answer = { sub: personId, preferred_username: ada.username, identity_set: linked };
  const api = () => fakeApi([{ method: 'GET', url: 'https://auth.globus.org/v2/oauth2/userinfo', response: answer }]);
  const line = ['whoami', '--linked-identities'];
  expect(JSON.parse((await globus([...line, '-Fjson'], { api: api() })).stdout)).toEqual(linked);
  expect((await globus([...line, '--jmespath', '[1].email'], { api: api() })).stdout).toBe('"bob@example.org"\n');
  expect((await globus(line, { api: api() })).stdout).toBe(`${ada.username}\n${bob.username}\n`);
  expect(JSON.parse((await globus(['whoami', '-Fjson'], { api: api() })).stdout)).toEqual(answer);
});

describe('identity lookup', () => {
  const both = () =>
    fakeApi([
      authGet(`identities?ids=${bobId}`, { identities: [bob] }),
      authGet('identities?usernames=ada@example.org&provision=false', { identities: [ada] }),
    ]);
  const line = ['identity', 'lookup', 'ada@example.org', bobId];
  test('takes ids and usernames together', async () => {
    const row = (username: string, id: string) => [id, username, 'Ada', 'Lab', 'None', bobId, 'used'];
    expect(cells((await globus(line, { api: both() })).stdout)).toEqual([
      ['ID', 'Username', 'Full Name', 'Organization', 'Email Address', 'Identity Provider', 'Status'],
      row('bob@example.org', bobId),
      row('Ada@example.org', personId),
    ]);
    expect(JSON.parse((await globus([...line, '-Fjson'], { api: both() })).stdout)).toEqual({ identities: [bob, ada] });
  });
  test('names who is missing, unless that is fine', async () => {
    const nobody = () =>
      fakeApi([authGet('identities?usernames=nobody@example.org&provision=false', { identities: [] })]);
    const run = await globus(['identity', 'lookup', 'nobody@example.org'], { api: nobody() });
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('No identity has the name or id nobody@example.org.');
    expect(
      (await globus(['identity', 'lookup', 'nobody@example.org', '--ignore-missing', '-Fjson'], { api: nobody() }))
        .stdout,
    ).toBe('{\n  "identities": []\n}\n');
  });
});

describe('get-identities', () => {
  const exchanges = (provision: boolean) =>
    fakeApi([
      authGet(`identities?ids=${bobId}`, { identities: [bob] }),
      authGet(`identities?usernames=ada@example.org,eve@example.org&provision=${provision}`, { identities: [ada] }),
    ]);
  const line = ['get-identities', 'ada@example.org', bobId.toUpperCase(), 'eve@example.org'];
  test('answers usernames and ids mixed, in the order asked', async () => {
    expect(await globus(line, { api: exchanges(false) })).toEqual({
      code: 0,
      stdout: `${personId}\nbob@example.org\nNO_SUCH_IDENTITY\n`,
      stderr: '',
    });
    const { stdout } = await globus([...line, '--provision', '-F', 'json'], { api: exchanges(true) });
    expect(JSON.parse(stdout)).toEqual({ identities: [bob, ada] });
  });
  test('fails where the service refuses', async () => {
    const api = fakeApi([{ ...authGet(`identities?ids=${bobId}`, {}), ...authRefusal }]);
    expect(await globus(['get-identities', bobId], { api })).toMatchObject({ code: 1, stdout: '' });
  });
});

test('identity providers', async () => {
  const provider = { id: bobId, name: 'Lab', short_name: 'lab', domains: ['a.org', 'b.org'], alternative_names: [] };
  const document = { identity_providers: [provider] };
  const byDomain = () => fakeApi([authGet('identity_providers?domains=a.org,c.org', document)]);
  const line = ['identity', 'providers', '--domain', 'a.org', '--domain', 'c.org'];
  expect(cells((await globus(line, { api: byDomain() })).stdout)).toEqual([
    ['ID', 'Name', 'Short Name', 'Domains'],
    [bobId, 'Lab', 'lab', 'a.org, b.org'],
  ]);
  expect(JSON.parse((await globus([...line, '-Fjson'], { api: byDomain() })).stdout)).toEqual(document);
  expect(
    (
      await globus(['identity', 'providers', '--idp-id', bobId, '--jmespath', 'identity_providers[0].name'], {
        api: fakeApi([authGet(`identity_providers?ids=${bobId}`, document)]),
      })
    ).stdout,
  ).toBe('"Lab"\n');
  expect((await globus(['identity', 'providers'])).code).toBe(2);
});

test('identity openid-configuration, without a login', async () => {
  const url = 'https://auth.globus.org/.well-known/openid-configuration';
  const response = {
    issuer: 'https://auth.globus.org',
    authorization_endpoint: 'https://auth.globus.org/a',
    token_endpoint: 'https://auth.globus.org/t',
    userinfo_endpoint: 'https://auth.globus.org/u',
    revocation_endpoint: 'https://auth.globus.org/r',
    jwks_uri: 'https://auth.globus.org/k',
  };
  const api = () => fakeApi([{ method: 'GET', url, response }]);
  expect((await globus(['identity', 'openid-configuration'], { api: api(), logins: {} })).stdout).toBe(
    'Issuer:        https://auth.globus.org\nAuthorization: https://auth.globus.org/a\nToken:         https://auth.globus.org/t\nUserinfo:      https://auth.globus.org/u\nRevocation:    https://auth.globus.org/r\nKeys:          https://auth.globus.org/k\n',
  );
  expect(JSON.parse((await globus(['identity', 'openid-configuration', '-Fjson'], { api: api() })).stdout)).toEqual(
    response,
  );
  expect(
    (await globus(['identity', 'openid-configuration'], { api: fakeApi([{ method: 'GET', url, ...authRefusal }]) }))
      .code,
  ).toBe(1);
});
