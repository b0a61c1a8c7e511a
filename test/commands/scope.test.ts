import { expect, test } from 'vitest';
import { authGet, authRefusal, authSend } from '../support/auth.js';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { cells } from '../support/table.js';
import { authUrl } from '../support/transfer.js';

const id = '80000000-0000-0000-0000-000000000001';
const other = '80000000-0000-0000-0000-000000000002';
const client = '80000000-0000-0000-0000-000000000003';
const string = `https://auth.globus.org/scopes/${client}/submit`;
const scope = {
  id,
  scope_string: string,
  name: 'Submit',
  description: 'Send',
  client,
  advertised: false,
  allows_refresh_token: true,
  required_domains: ['a.org'],
  dependent_scopes: [
    { scope: other, optional: true, requires_refresh_token: true },
    { scope: client, optional: false, requires_refresh_token: false },
  ],
};
const shown = `Scope ID:             ${id}
Scope String:         ${string}
Name:                 Submit
Description:          Send
Client ID:            ${client}
Advertised:           False
Allows Refresh Token: True
Required Domains:     a.org
Dependent Scopes:     ${other}:optional:refresh, ${client}
`;

test('scope list', async () => {
  const document = { scopes: [scope, scope] };
  const row = [id, string, 'Submit', 'False'];
  expect(cells((await globus(['scope', 'list'], { api: fakeApi([authGet('scopes', document)]) })).stdout)).toEqual([
    ['Scope ID', 'Scope String', 'Name', 'Advertised'],
    row,
    row,
  ]);
  const byString = fakeApi([authGet('scopes?scope_strings=a,b', document)]);
  expect(
    JSON.parse(
      (
        await globus(['scope', 'list', '--scope-string', 'a', '--scope-string', 'b', '--limit', '1', '-Fjson'], {
          api: byString,
        })
      ).stdout,
    ),
  ).toEqual({ scopes: [scope] });
  const byId = fakeApi([authGet(`scopes?ids=${id},${other}`, document)]);
  expect(
    (await globus(['scope', 'list', '--id', id, '--id', other, '--jmespath', 'length(scopes)'], { api: byId })).stdout,
  ).toBe('2\n');
  expect((await globus(['scope', 'list', '--id', id, '--scope-string', 'a'])).code).toBe(2);
});

test('scope show', async () => {
  const api = () => fakeApi([authGet(`scopes/${id}`, { scope })]);
  expect((await globus(['scope', 'show', id], { api: api() })).stdout).toBe(shown);
  expect((await globus(['scope', 'show', id, '--jmespath', 'scope.name'], { api: api() })).stdout).toBe('"Submit"\n');
  expect(
    (await globus(['scope', 'show', id], { api: fakeApi([{ ...authGet(`scopes/${id}`, {}), ...authRefusal }]) })).code,
  ).toBe(1);
});

test('scope create', async () => {
  const line = ['scope', 'create', client, 'submit', '--name', 'Submit', '--description', 'Send'];
  const common = { name: 'Submit', description: 'Send', scope_suffix: 'submit' };
  const post = (fields: object) =>
    fakeApi([authSend('POST', `clients/${client}/scopes`, { scope: { ...common, ...fields } }, { scope })]);
  expect((await globus(line, { api: post({}) })).stdout).toBe(shown);
  const flags = [
    '--required-domain',
    'a.org',
    '--dependent-scope',
    `${other}:optional:refresh`,
    '--dependent-scope',
    client,
    '--no-advertised',
    '--allows-refresh-token',
  ];
  const fields = {
    required_domains: scope.required_domains,
    dependent_scopes: scope.dependent_scopes,
    advertised: false,
    allows_refresh_token: true,
  };
  expect(JSON.parse((await globus([...line, ...flags, '-Fjson'], { api: post(fields) })).stdout)).toEqual({ scope });
  expect((await globus([...line, '--dependent-scope', `${other}:sometimes`])).code).toBe(2);
  expect((await globus(['scope', 'create', client, 'submit'])).code).toBe(2);
});

test('scope update', async () => {
  const put = (fields: object) => fakeApi([authSend('PUT', `scopes/${id}`, { scope: fields }, { scope })]);
  expect(
    (
      await globus(['scope', 'update', id, '--no-required-domains', '--no-dependent-scopes', '--advertised'], {
        api: put({ required_domains: [], dependent_scopes: [], advertised: true }),
      })
    ).stdout,
  ).toBe(shown);
  expect(
    (
      await globus(
        ['scope', 'update', id, '--scope-suffix', 's', '--no-allows-refresh-token', '--jmespath', 'scope.id'],
        { api: put({ scope_suffix: 's', allows_refresh_token: false }) },
      )
    ).stdout,
  ).toBe(`"${id}"\n`);
  expect((await globus(['scope', 'update', id])).code).toBe(2);
});

test('scope delete', async () => {
  const remove = { method: 'DELETE', url: `${authUrl}/scopes/${id}` };
  expect((await globus(['scope', 'delete', id], { api: fakeApi([{ ...remove, response: { scope } }]) })).stdout).toBe(
    `Scope ${id} (${string}) deleted.\n`,
  );
  expect(
    JSON.parse(
      (await globus(['scope', 'delete', id, '-Fjson'], { api: fakeApi([{ ...remove, response: { scope } }]) })).stdout,
    ),
  ).toEqual({ scope });
  expect((await globus(['scope', 'delete', id], { api: fakeApi([{ ...remove, ...authRefusal }]) })).code).toBe(1);
});
