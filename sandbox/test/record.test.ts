/** Records of what programs ask of Globus: whole, without secrets, and as good as Globus for who asks the same again. */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readRecord, startPlayer, startRecorder, type Recorder, type RunningSandbox } from '../src/index.js';
import { Veil } from '../src/record/veil.js';
import { openSandbox, temporaryFolder, withKey } from './signed-in.js';

const native = '7c6a5f4e-3d2b-4a19-8c7d-6e5f4a3b2c1d';
const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

const serversOf = ({ env }: RunningSandbox) =>
  Object.fromEntries(
    ['auth', 'transfer', 'groups', 'search', 'flows', 'timer', 'compute'].map((service) => [
      service,
      env[`GLOBUS_SDK_SERVICE_URL_${service.toUpperCase()}`] ?? '',
    ]),
  );

async function recording(sandbox: RunningSandbox) {
  const file = join(temporaryFolder(), 'record.jsonl');
  const recorder = await startRecorder({
    file,
    servers: serversOf(sandbox),
    login: null,
    variables: {},
    secrets: [sandbox.env['GLOBUS_SANDBOX_CLIENT_SECRET'] ?? ''],
    fetch,
  });
  endings.push(recorder.close);
  return { file, recorder, ...asking(recorder) };
}

/** A plain client, which reads the addresses of services from its environment. */
function asking(through: Pick<Recorder, 'variables'>) {
  const env = through.variables('/none');
  const ask = async (service: string, path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${(env[`GLOBUS_SDK_SERVICE_URL_${service}`] ?? '').replace(/\/$/, '')}${path}`, {
      redirect: 'manual',
      ...init,
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  return { env, ask };
}

const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** A login with PKCE by way of a front, its browser included; what only it may know, and its tokens. */
async function logInBy({ env, ask }: ReturnType<typeof asking>, user?: string) {
  const verifier = randomBytes(48).toString('base64url');
  const query = new URLSearchParams({
    client_id: native,
    redirect_uri: `${env['GLOBUS_SDK_SERVICE_URL_AUTH']}v2/web/auth-code`,
    scope: 'openid profile email urn:globus:auth:scope:transfer.api.globus.org:all',
    response_type: 'code',
    access_type: 'offline',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'a state of its own',
    ...(user !== undefined && { sandbox_user: user }),
  });
  let location = (await ask('AUTH', `/v2/oauth2/authorize?${query.toString()}`)).headers.get('location') ?? '';
  if (!location.includes('code='))
    location = (await fetch(location, { redirect: 'manual' })).headers.get('location') ?? '';
  const code = new URL(location).searchParams.get('code') ?? '';
  const answer = await ask(
    'AUTH',
    '/v2/oauth2/token',
    form({
      grant_type: 'authorization_code',
      client_id: native,
      code,
      code_verifier: verifier,
      redirect_uri: `${env['GLOBUS_SDK_SERVICE_URL_AUTH']}v2/web/auth-code`,
    }),
  );
  expect(answer.status).toBe(200);
  type Answer = { access_token: string; refresh_token: string; id_token: string; resource_server: string };
  const tokens = JSON.parse(answer.text) as Answer & { other_tokens: Answer[] };
  const all = [tokens, ...tokens.other_tokens];
  return {
    transfer: all.find(({ resource_server }) => resource_server === 'transfer.api.globus.org')?.access_token ?? '',
    auth: tokens.access_token,
    idToken: tokens.id_token,
    secrets: [verifier, code, ...all.flatMap((each) => [each.access_token, each.refresh_token])],
  };
}

test('a record is its owner’s alone, tells everything but secrets, and plays without the sandbox', async () => {
  const sandbox = await openSandbox();
  const { file, ask, env, recorder } = await recording(sandbox);
  const login = await logInBy({ env, ask }, 'ada@globusid.org');
  const tutorial = sandbox.env['GLOBUS_SANDBOX_TUTORIAL'] ?? '';
  const paths = [
    ['TRANSFER', `/v0.10/endpoint/${tutorial}`],
    ['TRANSFER', `/v0.10/operation/endpoint/${tutorial}/ls?path=%2Fshare%2Fgodata`],
    ['TRANSFER', '/v0.10/endpoint/6c54cade-0000-4000-8000-000000000000'],
    ['AUTH', '/v2/oauth2/userinfo'],
  ] as const;
  const askAll = async (by: typeof ask, { transfer, auth }: { transfer: string; auth: string }) => {
    const texts: string[] = [];
    for (const [service, path] of paths) {
      const { status, text } = await by(service, path, { headers: bearer(service === 'AUTH' ? auth : transfer) });
      texts.push(`${status} ${text}`);
    }
    return texts;
  };
  const told = await askAll(ask, login);
  const secret = sandbox.env['GLOBUS_SANDBOX_CLIENT_SECRET'] ?? '';
  const basic = Buffer.from(`${sandbox.env['GLOBUS_SANDBOX_CLIENT_ID']}:${secret}`).toString('base64');
  const own = await ask('AUTH', '/v2/oauth2/token', {
    ...form({ grant_type: 'client_credentials', scope: 'openid' }),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${basic}`,
      cookie: 'session=0123456789abcdef',
    },
  });
  const ownToken = (JSON.parse(own.text) as { access_token: string }).access_token;
  await ask('AUTH', '/v2/oauth2/token/revoke', form({ token: login.transfer, client_id: native }));
  expect(recorder.counts()).toMatchObject({ requests: 7, cut: 0, failure: undefined });

  const text = readFileSync(file, 'utf8');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const secrets = [...login.secrets, secret, basic, ownToken, '0123456789abcdef', login.idToken.split('.')[2] ?? ''];
  expect(
    secrets.filter((each) => each.length < 16 || text.includes(each) || text.includes(encodeURIComponent(each))),
  ).toEqual([]);
  expect(text).not.toContain('a%20state');
  // what an id_token says is read by clients, and stays
  expect(text).toContain(login.idToken.split('.').slice(0, 2).join('.'));

  await sandbox.close();
  const player = await startPlayer(readRecord(text));
  endings.push(player.close);
  const again = asking(player);
  const replayed = await logInBy(again);
  expect(await askAll(again.ask, replayed)).toEqual(told);
  expect(player.counts()).toMatchObject({ answered: 4, missing: [] });
  const missing = await again.ask('GROUPS', '/v2/groups/my_groups', { headers: bearer(replayed.auth) });
  expect(missing.status).toBe(404);
  expect(JSON.parse(missing.text)).toEqual({
    code: 'NotRecorded',
    detail: 'This request is not in the record that is played',
  });
  const unknown = await again.ask('TRANSFER', `/v0.10/endpoint/${tutorial}/role_list`);
  expect(unknown.status).toBe(404);
  expect(JSON.parse(unknown.text)).toMatchObject({
    code: 'NotRecorded',
    resource: `/v0.10/endpoint/${tutorial}/role_list`,
  });
  expect(player.counts().missing).toEqual([
    { service: 'groups', method: 'GET', path: '/v2/groups/my_groups' },
    { service: 'transfer', method: 'GET', path: `/v0.10/endpoint/${tutorial}/role_list` },
  ]);
});

describe('a replay', () => {
  const head = {
    globus_record: 1,
    time: '2026-11-28T12:00:00.000Z',
    servers: { auth: 'https://auth.globus.org/', transfer: 'https://transfer.api.globus.org/' },
    login: null,
    variables: {},
  };
  const exchange = (method: string, path: string, body: string | null, answer: string | null, more: object = {}) => ({
    time: '2026-11-28T12:00:00.000Z',
    ms: 1,
    service: 'transfer',
    ...{ method, path, query: '', headers: {}, body },
    answer: answer === null ? null : { status: 200, headers: { 'content-type': 'application/json' }, body: answer },
    ...more,
  });
  const playing = async (...exchanges: object[]) => {
    const text = [head, ...exchanges].map((line) => `${JSON.stringify(line)}\n`).join('');
    const player = await startPlayer(readRecord(text));
    endings.push(player.close);
    const { ask } = asking(player);
    const get = async (path: string) => (await ask('TRANSFER', path)).text;
    const post = async (path: string, body: string) => ask('TRANSFER', path, { method: 'POST', body });
    return { player, get, post, ask };
  };

  test('gives repeated requests their answers in order, and the last one for as long as somebody reads', async () => {
    const { get, player } = await playing(
      exchange('GET', '/task', null, '"ACTIVE"'),
      exchange('GET', '/other', null, '"other"'),
      exchange('GET', '/task', null, '"SUCCEEDED"'),
    );
    expect([await get('/task'), await get('/task'), await get('/task')]).toEqual([
      '"ACTIVE"',
      '"SUCCEEDED"',
      '"SUCCEEDED"',
    ]);
    expect(player.counts()).toEqual({ answered: 3, missing: [], unasked: 1 });
  });

  test('answers a change as often as it was made, whatever ids, times and order of keys it comes with', async () => {
    const { post } = await playing(
      exchange(
        'POST',
        '/v0.10/transfer',
        '{"label":"x","submission_id":"4b5dcc4e-2d2f-4d92-9d5f-6e02e2a3ed03","deadline":"2026-11-28T12:00:00Z"}',
        '{"code":"Accepted"}',
      ),
    );
    const again =
      '{"deadline":"2027-01-01 00:00:00+00:00","submission_id":"11111111-2d2f-4d92-9d5f-6e02e2a3ed03","label":"x"}';
    expect((await post('/v0.10/transfer', again.replace('"x"', '"y"'))).status).toBe(404);
    expect((await post('/v0.10/transfer', again)).text).toBe('{"code":"Accepted"}');
    expect((await post('/v0.10/transfer', again)).status).toBe(404);
  });

  test('keeps digits and bytes as they were', async () => {
    const { get, ask } = await playing(
      exchange('GET', '/n', null, '{"n": 9007199254740993, "x": 1.0,\n "e": 1e400}'),
      exchange('GET', '/b', null, null, {
        answer: {
          status: 206,
          headers: { etag: '"e"' },
          body: { base64: Buffer.from([0, 255, 1]).toString('base64') },
        },
        headers: { range: 'bytes=0-2' },
      }),
    );
    expect(await get('/n')).toBe('{"n": 9007199254740993, "x": 1.0,\n "e": 1e400}');
    const part = await ask('TRANSFER', '/b', { headers: { range: 'bytes=0-2' } });
    expect([part.status, part.headers.get('etag')]).toEqual([206, '"e"']);
    expect((await ask('TRANSFER', '/b')).status).toBe(404);
  });

  test('breaks the connection where it broke, and says what was too large to be kept', async () => {
    const { get, ask, player } = await playing(
      exchange('GET', '/broken', null, null),
      exchange('GET', '/large', null, null, { answer: { status: 200, headers: {}, body: { bytes: 1e9 } } }),
    );
    await expect(get('/broken')).rejects.toThrow();
    const large = await ask('TRANSFER', '/large');
    expect([large.status, JSON.parse(large.text).message]).toEqual([
      404,
      'The answer to this request was too large to be kept in the record',
    ]);
    expect(player.counts().missing).toHaveLength(1);
  });
});

test('a last line that was being written is left out; what is no record is told', () => {
  const head = '{"globus_record":1}\n';
  const line = '{"service":"auth","method":"GET","path":"/"}\n';
  expect(readRecord(`${head}${line}${line.slice(0, 20)}`).exchanges).toHaveLength(1);
  expect(readRecord(`${head}${line}${line.slice(0, -1)}`).exchanges).toHaveLength(1);
  expect(() => readRecord('')).toThrow('it is not a recording');
  expect(() => readRecord('{"some":"document"}\n')).toThrow('it is not a recording');
  expect(() => readRecord('{"globus_record":2}\n')).toThrow('this program reads form 1');
  expect(() => readRecord(`${head}no\n${line}`)).toThrow('line 2 is not a JSON document');
  expect(() => readRecord(`${head}{"service":1}\n`)).toThrow('line 2 is not a request');
});

test('a record is never written over, and a body that is too large passes all the same', async () => {
  const sandbox = await openSandbox();
  const { file, ask, recorder } = await recording(sandbox);
  const again = { servers: {}, login: null, variables: {}, secrets: [], fetch };
  await expect(startRecorder({ file, ...again })).rejects.toMatchObject({ code: 'EEXIST' });
  const answer = await ask('TRANSFER', '/v0.10/transfer', { method: 'POST', body: ' '.repeat(9 * 1024 * 1024) });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(recorder.counts()).toMatchObject({ requests: 1, cut: 1 });
  expect(readRecord(readFileSync(file, 'utf8')).exchanges[0]?.body).toEqual({ bytes: 9 * 1024 * 1024 });
});

test('what cannot be reached is recorded as that', async () => {
  const sandbox = await openSandbox();
  const { file, ask } = await recording(sandbox);
  await sandbox.close();
  await expect(ask('TRANSFER', '/v0.10/task_list')).rejects.toThrow();
  expect(readRecord(readFileSync(file, 'utf8')).exchanges).toMatchObject([{ path: '/v0.10/task_list', answer: null }]);
});

describe('what is taken out', () => {
  const token = `Ag${'x1Y2'.repeat(12)}`;
  const jwt = ['{"alg":"RS512"}', '{"sub":"ada"}', 'signature of a document'].map((each) =>
    Buffer.from(each).toString('base64url'),
  );

  test.each([
    [
      'a document’s keys',
      '{"client_secret":"hunter22","name":"n"}',
      '{"client_secret":"SECRET-client_secret-1","name":"n"}',
    ],
    [
      'short ones, where their key stands',
      '{"password":"pw","word":"pw"}',
      '{"password":"SECRET-password-1","word":"pw"}',
    ],
    [
      'lists and what is below',
      '{"_tokens":{"Role":"abcdefgh1"},"x":"abcdefgh1"}',
      '{"_tokens":{"Role":"SECRET-tokens-1"},"x":"SECRET-tokens-1"}',
    ],
    ['tokens by their form', `see ${token}.`, 'see SECRET-token-1.'],
    ['credentials in a text', 'Authorization: Basic YWRhOmh1bnRlcjIy', 'Authorization: Basic SECRET-basic-1'],
    ['the signature of a signed document', `"${jwt.join('.')}"`, `"${jwt.slice(0, 2).join('.')}.SECRET-signature-1"`],
    [
      'the password of an address, and what signs one',
      '{"at":"amqps://f0a1:PWPWPW99@mq.org:5671/%2F","see":"https://h/x?sig=abcdefgh%3D&se=1"}',
      '{"at":"amqps://f0a1:SECRET-password-1@mq.org:5671/%2F","see":"https://h/x?sig=SECRET-signature-1&se=1"}',
    ],
    [
      'the key that sets up a computer',
      '{"globus_connect_setup_key":"0f1e2d3c-1111","name":"n"}',
      '{"globus_connect_setup_key":"SECRET-globus_connect_setup_key-1","name":"n"}',
    ],
    [
      'what is handed to a flow or a function',
      '{"github_token":"of good news","db_pass":"geheim5678","pwd":"short","X-API-Key":"abcdefgh2","credentials":[{"id":"abcdefgh1"}]}',
      '{"github_token":"SECRET-github_token-1","db_pass":"SECRET-db_pass-1","pwd":"SECRET-pwd-1","X-API-Key":"SECRET-x_api_key-1","credentials":[{"id":"abcdefgh1"}]}',
    ],
    [
      'no state of a flow that is called so',
      '{"States":{"Pass":{"Comment":"does nothing"},"GetToken":{"Comment":"asks for one"}}}',
      '{"States":{"Pass":{"Comment":"does nothing"},"GetToken":{"Comment":"asks for one"}}}',
    ],
    [
      'tokens and keys of others, by their form',
      `see ghp_${'Ab1'.repeat(12)}, xoxb-12345-${'abC'.repeat(6)} and -----BEGIN RSA PRIVATE KEY-----\\nMIIabcdef\\n-----END RSA PRIVATE KEY-----.`,
      'see SECRET-token-1, SECRET-token-2 and -----BEGIN RSA PRIVATE KEY-----SECRET-private_key-1-----END RSA PRIVATE KEY-----.',
    ],
    [
      'no marker of a page',
      '{"next_page_token":"abcdefgh1","code":"NotFound","token_type":"Bearer"}',
      '{"next_page_token":"abcdefgh1","code":"NotFound","token_type":"Bearer"}',
    ],
    [
      'keys of S3',
      '{"s3_key_id":"AKIAIOSFODNN7EXAMPLE","s3_secret_key":"a/b+c=defgh"}',
      '{"s3_key_id":"SECRET-s3_key_id-1","s3_secret_key":"SECRET-s3_secret_key-1"}',
    ],
  ])('%s', (_what, text, covered) => {
    const veil = new Veil();
    expect(veil.text(text)).toBe(covered);
    // what was taken out once is not taken out again
    expect(veil.text(covered)).toBe(covered);
  });

  test('is the same thing under the same name, in forms, addresses and bytes too', () => {
    const veil = new Veil();
    veil.headers([['Authorization', 'Bearer of/good news']]);
    expect(veil.fields('a=1&token=of%2Fgood+news&b=')).toBe('a=1&token=SECRET-access_token-1&b=');
    expect(veil.text('{"x":"of/good news"}')).toBe('{"x":"SECRET-access_token-1"}');
    expect(veil.address('http://localhost:1/?code=abc&state=1#x')).toBe(
      'http://localhost:1/?code=SECRET-code-1&state=SECRET-state-1',
    );
    expect(veil.bytes(Buffer.from('\xffof/good news\xfe', 'latin1')).toString('latin1')).toBe(
      '\xffSECRET-access_token-1\xfe',
    );
  });
});

test('the sandbox’s own key never stands in a record', async () => {
  const sandbox = await openSandbox();
  const { file, ask } = await recording(sandbox);
  await ask('AUTH', '/v2/oauth2/userinfo', { headers: withKey(sandbox) });
  expect(readFileSync(file, 'utf8')).not.toContain(sandbox.env['GLOBUS_SANDBOX_KEY']);
});
