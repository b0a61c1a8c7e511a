import { describe, expect, test } from 'vitest';
import { authGet, authRefusal, authSend } from '../support/auth.js';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { cells } from '../support/table.js';
import { authUrl } from '../support/transfer.js';

const id = '70000000-0000-0000-0000-000000000001';
const projectId = '70000000-0000-0000-0000-000000000002';
const idp = '70000000-0000-0000-0000-000000000003';
const client = {
  id,
  name: 'Tool',
  project: projectId,
  client_type: 'client_identity',
  public_client: false,
  visibility: 'private',
  redirect_uris: ['https://a.org/x', 'https://b.org/'],
  grant_types: ['client_credentials'],
  scopes: [],
  fqdns: ['a.org'],
  links: { terms_and_conditions: 'https://a.org/t', privacy_policy: null },
  required_idp: null,
  preselect_idp: idp,
  parent_client: null,
};
const shown = `Client ID:                     ${id}
Name:                          Tool
Type:                          client_identity
Project ID:                    ${projectId}
Parent Client:                 None
Public Client:                 False
Visibility:                    private
Redirect URIs:                 https://a.org/x, https://b.org/
Grant Types:                   client_credentials
Domains:                       a.org
Scopes:${' '.repeat(24)}
Terms and Conditions:          https://a.org/t
Privacy Policy:                None
Required Identity Provider:    None
Preselected Identity Provider: ${idp}
`;
const trimmed = (text: string) => text.replace(/ +$/gm, '');

test('client list', async () => {
  const document = { clients: [client, client] };
  const api = () => fakeApi([authGet('clients', document)]);
  const row = [id, 'Tool', 'client_identity', projectId, 'private'];
  expect(cells((await globus(['client', 'list'], { api: api() })).stdout)).toEqual([
    ['Client ID', 'Name', 'Type', 'Project ID', 'Visibility'],
    row,
    row,
  ]);
  expect(JSON.parse((await globus(['client', 'list', '--limit', '1', '-Fjson'], { api: api() })).stdout)).toEqual({
    clients: [client],
  });
  expect(
    (await globus(['client', 'list'], { api: fakeApi([{ ...authGet('clients', {}), ...authRefusal }]) })).code,
  ).toBe(1);
});

test('client show, by id or by domain', async () => {
  expect(
    trimmed((await globus(['client', 'show', id], { api: fakeApi([authGet(`clients/${id}`, { client })]) })).stdout),
  ).toBe(trimmed(shown));
  expect(
    (
      await globus(['client', 'show', '--fqdn', 'a.org', '--jmespath', 'client.id'], {
        api: fakeApi([authGet('clients?fqdn=a.org', { client })]),
      })
    ).stdout,
  ).toBe(`"${id}"\n`);
  expect((await globus(['client', 'show'])).code).toBe(2);
  expect((await globus(['client', 'show', id, '--fqdn', 'a.org'])).code).toBe(2);
});

describe('client create', () => {
  const line = ['client', 'create', 'Tool', '--project', projectId];
  test('of a type', async () => {
    const body = { client: { name: 'Tool', project: projectId, client_type: 'client_identity' } };
    expect(
      trimmed(
        (
          await globus([...line, '--client-type', 'CLIENT_IDENTITY'], {
            api: fakeApi([authSend('POST', 'clients', body, { client })]),
          })
        ).stdout,
      ),
    ).toBe(trimmed(shown));
  });
  test('with everything there is', async () => {
    const body = {
      client: {
        name: 'Tool',
        project: projectId,
        public_client: false,
        visibility: 'public',
        redirect_uris: ['https://a.org/x', 'https://b.org/'],
        links: { terms_and_conditions: 'https://a.org/t', privacy_policy: 'https://a.org/p' },
        required_idp: idp,
        preselect_idp: idp,
      },
    };
    const flags = [
      '--no-public-client',
      '--visibility',
      'public',
      '--redirect-uri',
      'https://a.org/x',
      '--redirect-uri',
      'https://b.org/',
      '--terms-and-conditions',
      'https://a.org/t',
      '--privacy-policy',
      'https://a.org/p',
      '--required-idp',
      idp,
      '--preselect-idp',
      idp,
    ];
    expect(
      JSON.parse(
        (await globus([...line, ...flags, '-Fjson'], { api: fakeApi([authSend('POST', 'clients', body, { client })]) }))
          .stdout,
      ),
    ).toEqual({ client });
  });
  test('wants to know of what kind, once', async () => {
    expect((await globus(line)).code).toBe(2);
    expect((await globus([...line, '--public-client', '--client-type', 'client_identity'])).code).toBe(2);
    expect((await globus([...line, '--client-type', 'toaster'])).code).toBe(2);
  });
});

test.each([
  [
    ['--terms-and-conditions', 'https://new.org/t'],
    { terms_and_conditions: 'https://new.org/t', privacy_policy: 'https://a.org/p' },
  ],
  [
    ['--privacy-policy', 'https://new.org/p'],
    { terms_and_conditions: 'https://a.org/t', privacy_policy: 'https://new.org/p' },
  ],
])('client update %j leaves the other address', async (flags, links) => {
  const had = { terms_and_conditions: 'https://a.org/t', privacy_policy: 'https://a.org/p' };
  const api = fakeApi([
    authGet(`clients/${client.id}`, { client: { ...client, links: had } }),
    authSend('PUT', `clients/${client.id}`, { client: { links } }, { client }),
  ]);
  expect((await globus(['client', 'update', client.id, ...flags], { api })).code).toBe(0);
});

test('client create-child', async () => {
  const child = { ...client, project: null, parent_client: projectId };
  const api = () =>
    fakeApi([
      authSend(
        'POST',
        'clients',
        { client: { name: 'Tenant', client_type: 'confidential_client', visibility: 'private' } },
        { client: child },
      ),
    ]);
  const line = ['client', 'create-child', 'Tenant', '--client-type', 'confidential_client', '--visibility', 'private'];
  expect((await globus(line, { api: api() })).stdout).toContain(`\nParent Client:                 ${projectId}\n`);
  expect((await globus([...line, '--jmespath', 'client.project'], { api: api() })).stdout).toBe('null\n');
  expect((await globus(['client', 'create-child', 'Tenant'])).code).toBe(2);
});

describe('client create-instance', () => {
  const credential = { id: idp, name: 'Auto', client: id, secret: 's3cret' };
  const body = { client: { template_id: projectId, name: 'host7' } };
  const line = ['client', 'create-instance', projectId, 'host7'];
  test.each([
    ['beside the client', { client, included: { client_credential: credential } }],
    ['around the client', { client: { client, included: { client_credential: credential } } }],
  ])('prints the secret that comes %s, without a login', async (_, document) => {
    const text = await globus(line, { api: fakeApi([authSend('POST', 'clients', body, document)]), logins: {} });
    expect(trimmed(text.stdout)).toBe(
      trimmed(`${shown}Credential ID:                 ${idp}\nSecret:                        s3cret\n`),
    );
    expect(text.stderr).toBe('');
    expect(
      JSON.parse(
        (await globus([...line, '-Fjson'], { api: fakeApi([authSend('POST', 'clients', body, document)]) })).stdout,
      ),
    ).toEqual(document);
  });
  test('fails where the service does', async () => {
    expect(
      (await globus(line, { api: fakeApi([{ ...authSend('POST', 'clients', body, {}), ...authRefusal }]) })).code,
    ).toBe(1);
  });
});

test('client update', async () => {
  const now = authGet(`clients/${id}`, { client: { ...client, links: {} } });
  const put = (fields: object) =>
    fakeApi([now, authSend('PUT', `clients/${id}`, { client: fields }, { client })], { lenientReads: true });
  const line = ['client', 'update', id];
  expect(
    trimmed(
      (
        await globus([...line, '--name', 'Tool', '--privacy-policy', 'https://a.org/p'], {
          api: put({ name: 'Tool', links: { privacy_policy: 'https://a.org/p' } }),
        })
      ).stdout,
    ),
  ).toBe(trimmed(shown));
  expect(
    (await globus([...line, '--no-redirect-uris', '--jmespath', 'client.name'], { api: put({ redirect_uris: [] }) }))
      .stdout,
  ).toBe('"Tool"\n');
  expect((await globus(line)).code).toBe(2);
  expect((await globus([...line, '--no-redirect-uris', '--redirect-uri', 'https://a.org'])).code).toBe(2);
});

test('client delete', async () => {
  const remove = { method: 'DELETE', url: `${authUrl}/clients/${id}` };
  expect((await globus(['client', 'delete', id], { api: fakeApi([{ ...remove, response: { client } }]) })).stdout).toBe(
    `Client ${id} (Tool) deleted.\n`,
  );
  expect(
    JSON.parse(
      (await globus(['client', 'delete', id, '-Fjson'], { api: fakeApi([{ ...remove, response: { client } }]) }))
        .stdout,
    ),
  ).toEqual({ client });
  expect((await globus(['client', 'delete', id], { api: fakeApi([{ ...remove, ...authRefusal }]) })).code).toBe(1);
});
