import { describe, expect, test } from 'vitest';
import { authGet, authRefusal, authSend } from '../support/auth.js';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { cells } from '../support/table.js';

const client = '70000000-0000-0000-0000-000000000001';
const old = '71000000-0000-0000-0000-000000000001';
const older = '71000000-0000-0000-0000-000000000002';
const fresh = '71000000-0000-0000-0000-000000000003';
const path = `clients/${client}/credentials`;
const credential = (id: string, name: string, secret: string | null = null) => ({
  id,
  name,
  client,
  created: '2026-01-01T00:00:00+00:00',
  secret,
});
const made = { credential: credential(fresh, 'host7', 's3cret') };
const shown = `Credential ID: ${fresh}
Name:          host7
Client ID:     ${client}
Created:       2026-01-01T00:00:00+00:00
Secret:        s3cret
`;
const remove = (id: string) => authSend('DELETE', `${path}/${id}`, undefined, { credential: credential(id, 'x') });

test('client credential list', async () => {
  const document = { credentials: [credential(old, 'a'), credential(older, 'b')] };
  const api = () => fakeApi([authGet(path, document)]);
  expect(
    cells((await globus(['client', 'credential', 'list', client, '--limit', '1'], { api: api() })).stdout),
  ).toEqual([
    ['Credential ID', 'Name', 'Created'],
    [old, 'a', '2026-01-01T00:00:00+00:00'],
  ]);
  expect(JSON.parse((await globus(['client', 'credential', 'list', client, '-Fjson'], { api: api() })).stdout)).toEqual(
    document,
  );
  expect(
    (
      await globus(['client', 'credential', 'list', client], {
        api: fakeApi([{ ...authGet(path, {}), ...authRefusal }]),
      })
    ).code,
  ).toBe(1);
});

test('client credential create prints the secret once, on stdout and nowhere else', async () => {
  const api = () => fakeApi([authSend('POST', path, { credential: { name: 'host7' } }, made)]);
  expect(await globus(['client', 'credential', 'create', client, 'host7', '--debug'], { api: api() })).toMatchObject({
    code: 0,
    stdout: shown,
    stderr: expect.not.stringContaining('s3cret'),
  });
  expect(
    (
      await globus(['client', 'credential', 'create', client, 'host7', '--jmespath', 'credential.secret', '-Funix'], {
        api: api(),
      })
    ).stdout,
  ).toBe('s3cret\n');
  expect((await globus(['client', 'credential', 'create', client])).code).toBe(2);
});

test('client credential delete', async () => {
  const line = ['client', 'credential', 'delete', client, old];
  expect((await globus(line, { api: fakeApi([remove(old)]) })).stdout).toBe(`Credential ${old} (x) deleted.\n`);
  expect((await globus([...line, '--jmespath', 'credential.id'], { api: fakeApi([remove(old)]) })).stdout).toBe(
    `"${old}"\n`,
  );
  expect((await globus(line, { api: fakeApi([{ ...remove(old), ...authRefusal }]) })).code).toBe(1);
});

describe('client credential rotate', () => {
  const line = ['client', 'credential', 'rotate', client];
  const before = authGet(path, { credentials: [credential(old, 'a'), credential(older, 'b')] });
  test('makes the new one before it deletes the others', async () => {
    const api = fakeApi([
      before,
      authSend('POST', path, { credential: { name: 'host7' } }, made),
      remove(old),
      remove(older),
    ]);
    expect((await globus([...line, '--name', 'host7'], { api })).stdout).toBe(`${shown}\nReplaces: ${old}, ${older}\n`);
    expect(api.calls.map(({ method }) => method)).toEqual(['GET', 'POST', 'DELETE', 'DELETE']);
  });
  test('keeps what it is told to keep; names the new one after the day', async () => {
    const api = fakeApi([
      before,
      authSend('POST', path, { credential: { name: 'rotated 2026-05-04' } }, made),
      remove(older),
    ]);
    const { stdout } = await globus([...line, '--keep-credential', old, '-Fjson'], {
      api,
      now: new Date('2026-05-04T12:00:00Z'),
    });
    expect(JSON.parse(stdout)).toEqual({ ...made, replaces: [older] });
  });
  test('does nothing where one to keep is not among them', async () => {
    const api = fakeApi([before]);
    const another = '11111111-1111-4111-8111-111111111111';
    const kept = ['--keep-credential', old, '--keep-credential', another];
    const { code, stdout, stderr } = await globus([...line, ...kept], { api });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      `This client has no credential ${another} to keep. Nothing was changed.\n\n` +
        `See which it has: globus client credential list ${client}\n`,
    );
  });
  test('prints the new secret even where an old one stays', async () => {
    const api = fakeApi([
      before,
      authSend('POST', path, { credential: { name: 'host7' } }, made),
      { ...remove(old), ...authRefusal },
      remove(older),
    ]);
    const run = await globus([...line, '--name', 'host7'], { api });
    expect(run.code).toBe(0);
    expect(run.stdout).toBe(`${shown}\nReplaces: ${old}, ${older}\n`);
    expect(run.stderr).toContain(`The old credential ${old} could not be deleted and still works`);
  });
  test.each([
    ['cannot be shown', ['--jmespath', 'sum(credential.secret)']],
    ['is not what an expression selects', ['--jmespath', 'credential.secrt']],
    ['is not what is printed for a shell', ['--jmespath', 'nothing', '-F', 'unix']],
  ])('deletes nothing where the new secret %s', async (_, flags) => {
    const api = fakeApi([before, authSend('POST', path, { credential: { name: 'host7' } }, made)]);
    const run = await globus([...line, '--name', 'host7', ...flags], { api });
    expect([run.code, run.stderr]).toEqual([
      1,
      expect.stringMatching(
        /The other credentials still work\. Delete the new one, whose secret nobody has seen: globus client credential delete \S+ \S+\n$/,
      ),
    ]);
    expect(api.calls.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });
  test('takes an expression that selects the new secret', async () => {
    const sent = authSend('POST', path, { credential: { name: 'host7' } }, made);
    const api = fakeApi([before, sent, remove(old), remove(older)]);
    const run = await globus([...line, '--name', 'host7', '--jmespath', 'credential.secret', '-F', 'unix'], { api });
    expect(run).toMatchObject({ code: 0, stdout: `${made.credential.secret}\n` });
  });
  test('deletes nothing where Globus Auth does not tell the new secret', async () => {
    const secretless = { credential: { ...made.credential, secret: null } };
    const api = fakeApi([before, authSend('POST', path, { credential: { name: 'host7' } }, secretless)]);
    const run = await globus([...line, '--name', 'host7'], { api });
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('No other was deleted.')]);
  });
  test('one that a lost answer deleted is no trouble', async () => {
    const gone = { status: 404, response: { errors: [{ code: 'NOT_FOUND', detail: 'no such credential' }] } };
    const api = fakeApi([
      before,
      authSend('POST', path, { credential: { name: 'host7' } }, made),
      { ...remove(old), ...gone },
      remove(older),
    ]);
    expect(await globus([...line, '--name', 'host7'], { api })).toMatchObject({ code: 0, stderr: '' });
  });
  test('deletes nothing where there is no new one', async () => {
    const api = fakeApi([before, { ...authSend('POST', path, { credential: { name: 'host7' } }, {}), ...authRefusal }]);
    expect(await globus([...line, '--name', 'host7'], { api })).toMatchObject({ code: 1, stdout: '' });
  });
});

test('a credential is given by its name among those of its client', async () => {
  const list = authGet(path, { credentials: [credential(old, 'host7'), credential(older, 'Host 8')] });
  const api = fakeApi([list, remove(older)]);
  expect(await globus(['client', 'credential', 'delete', client, 'host 8'], { api })).toMatchObject({ code: 0 });
  const none = await globus(['client', 'credential', 'delete', client, 'host9'], { api: fakeApi([list]) });
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toMatch(/no credential that you can see is named 'host9'[^]*host7/);
});
