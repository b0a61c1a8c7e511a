/** What the token endpoint says is kept: whatever it was like, what is kept can be read again, and a message stays a message. */
import { expect, test } from 'vitest';
import type { FakeApi } from '../support/fake-api.js';
import { globus, temporaryFolder, usualLogins, writeLogin } from '../support/globus.js';
import { changeTokens, tokensIn } from './stored.js';

const person = '25de0aed-aa83-4600-a1be-a62a910af116';
const answering = (tokens: string): FakeApi => ({
  fetch: (input) => {
    const isToken = String(input instanceof Request ? input.url : input).endsWith('/token');
    const text = isToken ? tokens : JSON.stringify({ sub: person, preferred_username: 'ada@example.org' });
    return Promise.resolve(new Response(text, { headers: { 'content-type': 'application/json' } }));
  },
  calls: [],
  verify: () => undefined,
});
const answer = (more: string, first = '"access_token":"newAT","resource_server":"auth.globus.org"') =>
  `{${first},"scope":"openid","token_type":"Bearer"${more}}`;

test.each([
  ['', 0],
  [',"expires_in":null', 0],
  [',"expires_in":-5', 0],
  [',"expires_in":1e999', 1_000_000_000],
  [',"expires_in":9e15', 1_000_000_000],
  [',"expires_in":"soon"', 0],
  [',"expires_in":[]', 0],
  [',"expires_in":"3600"', 3600],
  [',"expires_in":3600,"refresh_token":7,"scope":null,"token_type":5,"id_token":{}', 3600],
  [',"expires_in":3600,"other_tokens":7', 3600],
  [',"expires_in":3600,"other_tokens":[null,7,{"access_token":1,"resource_server":{}}]', 3600],
])('a refresh that brings %s harms no login', async (more, seconds) => {
  const configDir = temporaryFolder();
  writeLogin(configDir, usualLogins);
  changeTokens(configDir, () => ({ expires_at_seconds: 1000 }));
  const now = new Date('2030-01-01T00:00:00Z');
  for (let run = 0; run < 2; run++)
    expect(await globus(['whoami'], { api: answering(answer(more)), configDir, now })).toEqual({
      code: 0,
      stdout: 'ada@example.org\n',
      stderr: '',
    });
  expect(tokensIn(configDir)['auth.globus.org']).toMatchObject({
    access_token: 'newAT',
    refresh_token: 'authRT',
    expires_at_seconds: now.getTime() / 1000 + seconds,
  });
  expect(await globus(['auth', 'status'], { configDir, now })).toMatchObject({ code: 0, stderr: '' });
  const unknown = await globus(['task', 'show', 'x'], { configDir, now });
  expect(unknown.stderr).not.toContain('[secret]');
});

test('a stored end that has no date stops nothing', async () => {
  const configDir = temporaryFolder();
  writeLogin(configDir, usualLogins);
  changeTokens(configDir, () => ({ expires_at_seconds: 9e15 }));
  expect(await globus(['auth', 'status'], { configDir })).toMatchObject({ code: 0, stderr: '' });
});

test.each([
  ['nothing', 'null'],
  ['nobody', '{"sub":7}'],
  ['a name that is none', `{"sub":"${person}","preferred_username":7,"last_authentication":"today"}`],
  ['a set that is none', `{"sub":"${person}","identity_set":7}`],
  ['a set of none', `{"sub":"${person}","identity_set":[null,7,{"sub":"a","last_authentication":"x"}]}`],
])('an ID token that says %s leaves the configuration whole', async (_what, claims) => {
  const configDir = temporaryFolder();
  const idToken = `a.${Buffer.from(claims).toString('base64url')}.c`;
  expect((await globus(['login', '--start'], { configDir, logins: {} })).code).toBe(0);
  const api = answering(answer(`,"expires_in":3600,"id_token":"${idToken}","other_tokens":[null]`));
  const { code, stderr } = await globus(['login', '--finish', 'a-code'], { api, configDir, logins: {} });
  expect([code, stderr]).toEqual(
    claims.includes(person) ? [0, expect.any(String)] : [1, expect.stringContaining('ID token')],
  );
  expect(stderr).not.toMatch(/bug|\[secret\]/);
  expect(await globus(['auth', 'status'], { configDir, logins: {} })).toMatchObject({ stderr: '' });
});
