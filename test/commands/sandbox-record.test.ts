import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readRecord } from '../../sandbox/src/index.js';
import { bin } from '../support/built.js';
import { sandboxUser, scratch, type SandboxUser } from '../support/sandbox-user.js';

let user: SandboxUser;
let folder: string;
beforeAll(async () => {
  user = await sandboxUser();
  folder = scratch();
  const endpoint = user.sandbox.env['GLOBUS_SANDBOX_ENDPOINT'] ?? '';
  const logged = await user.logIn(undefined, ['--gcs', endpoint]);
  expect(logged).toMatchObject({ code: 0 });
}, 60_000);

/** Lines that only read, of every service; one by a name, which is looked up. */
const reading = [
  'globus whoami --linked-identities',
  'globus ls "$GLOBUS_SANDBOX_TUTORIAL:/share/godata" -l',
  'globus ls "Globus Tutorial Collection 1:/share"',
  'globus endpoint search tutorial --filter-scope all',
  'globus collection show "$GLOBUS_SANDBOX_GUEST_COLLECTION"',
  'globus group list -F json',
  'globus search index list',
  'globus flows list --format yaml',
  'globus timer list',
  'globus task list -F csv',
  'globus gcs storage-gateway list "$GLOBUS_SANDBOX_ENDPOINT" -F json',
  'globus bookmark list',
];
const script = (lines: readonly string[]) => ['--', 'sh', '-c', ['set -e', ...lines].join('\n')];
/** Everything secret that this user's programs know of. */
const secrets = (): string[] => {
  const tokens = JSON.parse(readFileSync(join(user.configDir, 'tokens.json'), 'utf8')) as {
    data: Record<string, Record<string, { access_token: string; refresh_token: string | null }>>;
  };
  const held = Object.values(tokens.data).flatMap((each) =>
    Object.values(each).flatMap(({ access_token, refresh_token }) => [access_token, refresh_token ?? '']),
  );
  const { GLOBUS_SANDBOX_KEY = '', GLOBUS_SANDBOX_CLIENT_SECRET = '' } = user.env;
  return [...held, GLOBUS_SANDBOX_KEY, GLOBUS_SANDBOX_CLIENT_SECRET].filter((each) => each !== '');
};
const offline = { HOME: '/nonexistent', GLOBUS_CONFIG_DIR: '/nonexistent' };

test('what was read is read again without the sandbox, byte by byte', async () => {
  const file = join(folder, 'all.jsonl');
  const recorded = await user.run(['sandbox', 'record', '--output', file, ...script(reading)]);
  expect(recorded.stderr).toMatch(
    /^\d+ requests are recorded in \S+all\.jsonl\.\nReplay it with: globus sandbox replay /,
  );
  expect(recorded.code).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, 'utf8');
  expect(secrets().length).toBeGreaterThan(10);
  expect(secrets().filter((each) => text.includes(each))).toEqual([]);
  const services = new Set(readRecord(text).exchanges.map(({ service }) => service));
  expect([...services].filter((each) => each.startsWith('https://'))).toHaveLength(1);
  // what is looked up in a recording is not remembered by others: it would be missing from theirs
  expect(existsSync(join(user.configDir, 'names.json'))).toBe(false);

  await user.sandbox.reset();
  const replayed = await user.run(['sandbox', 'replay', file, ...script(reading)], { env: offline });
  expect(replayed).toEqual({ code: 0, signal: null, stdout: recorded.stdout, stderr: '' });
  expect(recorded.stdout.split('\n').length).toBeGreaterThan(40);

  const more = await user.run(
    ['sandbox', 'replay', file, ...script(['globus whoami', 'globus group show "$GLOBUS_SANDBOX_GROUP" || true'])],
    { env: offline },
  );
  expect(more.code).toBe(1);
  expect(more.stderr).toMatch(
    /\d+ recorded requests were not repeated\.\n1 request is not in the recording:\n {2}GET groups \/v2\/groups\/[\w-]{36}\n$/,
  );
  const over = await user.run(['sandbox', 'record', '--output', file, '--', 'true']);
  expect(over).toMatchObject({ code: 2, stdout: '' });
  expect(over.stderr).toContain('all.jsonl exists already, and a recording never overwrites a file.');
  expect(readFileSync(file, 'utf8')).toBe(text);
}, 180_000);

test('other people’s clients are recorded and answered by the addresses that they read', async () => {
  const file = join(folder, 'plain.jsonl');
  const client = join(folder, 'client.mjs');
  writeFileSync(
    client,
    `const { env } = process;
    const asked = await fetch(env.GLOBUS_SDK_SERVICE_URL_AUTH + 'v2/oauth2/token', {
      method: 'POST',
      headers: { authorization: 'Basic ' + btoa(env.GLOBUS_SANDBOX_CLIENT_ID + ':' + (env.GLOBUS_SANDBOX_CLIENT_SECRET ?? 'none')) },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'urn:globus:auth:scope:transfer.api.globus.org:all' }),
    });
    const { access_token } = await asked.json();
    const listed = await fetch(env.GLOBUS_SDK_SERVICE_URL_TRANSFER + '/v0.10/operation/endpoint/' + env.GLOBUS_SANDBOX_TUTORIAL + '/ls?path=/share', {
      headers: { authorization: 'Bearer ' + access_token },
    });
    console.log(listed.status, await listed.text());`,
  );
  const recorded = await user.run(['sandbox', 'record', '-o', file, '--', process.execPath, client]);
  expect(recorded.stdout).toMatch(/^200 .*godata/);
  const text = readFileSync(file, 'utf8');
  expect(readRecord(text).exchanges.map(({ service }) => service)).toEqual(['auth', 'transfer']);
  expect(text).not.toContain(user.env['GLOBUS_SANDBOX_CLIENT_SECRET']);
  expect(text).not.toMatch(/"access_token\\":\\"(?!SECRET-access_token-1\\)/);
  const replayed = await user.run(['sandbox', 'replay', file, '--', process.execPath, client], { env: offline });
  expect(replayed).toMatchObject({ code: 0, stdout: recorded.stdout });
}, 60_000);

test('a record that was killed is whole as far as it goes', async () => {
  const file = join(folder, 'killed.jsonl');
  // the sandbox was made anew
  await user.logIn();
  const child = spawn(
    process.execPath,
    [bin, 'sandbox', 'record', '-o', file, '--', 'sh', '-c', 'globus group list; echo ready; sleep 60'],
    {
      env: { PATH: process.env['PATH'] ?? '', ...user.env, TMPDIR: scratch() },
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise((done) => child.on('exit', done));
  await new Promise<void>((done) => {
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (told.includes('ready')) done();
    });
  });
  process.kill(-(child.pid ?? NaN), 'SIGKILL');
  await ended;
  const { exchanges } = readRecord(readFileSync(file, 'utf8'));
  expect(exchanges.map(({ path }) => path)).toEqual(['/v2/groups/my_groups']);
  expect(await user.run(['sandbox', 'replay', file, '--', 'globus', 'group', 'list'], { env: offline })).toMatchObject({
    code: 0,
  });
}, 60_000);

describe('the command', () => {
  test('has its exit code told, and nothing of it left behind', async () => {
    const folderOfItsOwn = scratch();
    const env = { TMPDIR: folderOfItsOwn };
    const file = join(folder, 'seven.jsonl');
    expect(await user.run(['sandbox', 'record', '-o', file, '--', 'sh', '-c', 'exit 7'], { env })).toMatchObject({
      code: 7,
    });
    expect(
      await user.run(['sandbox', 'replay', file, '--', 'sh', '-c', 'exit 6'], { env: { ...env, ...offline } }),
    ).toMatchObject({ code: 6 });
    expect(readdirSync(folderOfItsOwn)).toEqual([]);
  }, 60_000);

  test('has no network in a replay', async () => {
    const file = join(folder, 'none.jsonl');
    await user.run(['sandbox', 'record', '-o', file, '--', 'true']);
    const line = 'globus ls "$GLOBUS_SANDBOX_TUTORIAL:/" || true; curl -s https://www.example.org/ || true';
    const ran = await user.run(['sandbox', 'replay', file, '--', 'sh', '-c', line], { env: offline });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/not in the recording:\n {2}GET transfer \S+\/ls\n {2}CONNECT www\.example\.org:443\n$/);
  }, 60_000);

  test('is not in the way of a sandbox of its own, and records what is inside one', async () => {
    const [around, inside] = [join(folder, 'around.jsonl'), join(folder, 'inside.jsonl')];
    const env = { GLOBUS_CONFIG_DIR: join(folder, 'config of nobody') };
    const nested = (...words: string[]) => user.run(['sandbox', ...words, '--', 'globus', 'whoami'], { env });
    const first = await nested('record', '-o', around, '--', 'globus', 'sandbox', 'exec');
    expect(first).toMatchObject({ code: 0, stdout: 'ada@globusid.org\n' });
    expect(readRecord(readFileSync(around, 'utf8')).exchanges).toEqual([]);
    const second = await nested('exec', '--', 'globus', 'sandbox', 'record', '-o', inside);
    expect(second).toMatchObject({ code: 0, stdout: 'ada@globusid.org\n' });
    expect(await nested('replay', inside)).toMatchObject({ code: 0, stdout: 'ada@globusid.org\n' });
  }, 60_000);

  test('has a word where a program asks for a secret, and none of the sandbox', async () => {
    const file = join(folder, 'secrets.jsonl');
    const asked = ['GLOBUS_SANDBOX_CLIENT_SECRET', 'GLOBUS_SANDBOX_KEY'];
    const line = asked.map((name) => `\${${name}:?}`).join(' ');
    expect(await user.run(['sandbox', 'record', '-o', file, '--', 'sh', '-c', `: ${line}`])).toMatchObject({ code: 0 });
    const ran = await user.run(['sandbox', 'replay', file, '--', 'sh', '-c', `echo ${line}`], { env: offline });
    expect(ran).toMatchObject({ code: 0, stdout: 'SECRET-client_secret-0 SECRET-client_secret-0\n' });
  }, 60_000);

  test('says what is no record', async () => {
    const file = join(folder, 'no-record');
    writeFileSync(file, 'hello\n');
    const ran = await user.run(['sandbox', 'replay', file, '--', 'true']);
    expect(ran).toMatchObject({ code: 2, stderr: `${file} cannot be replayed: line 1 is not a JSON document.\n` });
  });
});
