import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bin, ensureBuilt, runBuilt } from '../support/built.js';
import { scratch } from '../support/sandbox-user.js';

const home = scratch();
const env = { HOME: home, GLOBUS_CONFIG_DIR: join(home, 'config') };
const run = (...argv: string[]) => runBuilt(argv, { env, cwd: home });
const json = async (...argv: string[]): Promise<any> => {
  const ran = await run(...argv, '-F', 'json');
  if (ran.code !== 0) throw new Error(ran.stderr);
  return JSON.parse(ran.stdout);
};
const tutorial = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
let url = '';
const taskList = () => fetch(`${url}/transfer/v0.10/task_list`);

beforeAll(async () => {
  ensureBuilt();
  mkdirSync(join(home, 'data'));
  writeFileSync(join(home, 'data/hello.txt'), 'hello\n');
  url = (await json('sandbox', 'start', '--port', '0', '--seed', 'controls', '--speed', '50M')).url;
});
afterAll(() => run('sandbox', 'stop'));

test('without a sandbox each says so', async () => {
  const elsewhere = { HOME: home, GLOBUS_CONFIG_DIR: join(home, 'nothing') };
  for (const line of [
    'fault list',
    'fault clear',
    'fault delete 1',
    'fault pause',
    'fault resume',
    'fault add --drop',
    'clock',
    'state',
    'collection list',
    'export x',
    'import x --yes',
    'consent withdraw ada@globusid.org',
  ]) {
    const ran = await runBuilt(['sandbox', ...line.split(' ')], { env: elsewhere });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('Start one with: globus sandbox start');
  }
});

describe('sandbox fault', () => {
  test('adds a rule that acts as often as asked for, and is listed and deleted', async () => {
    const added = await run(
      'sandbox',
      'fault',
      'add',
      '--service',
      'transfer',
      '--method',
      'get',
      '--path',
      '/v0.10/task_*',
      '--retry-after',
      '7',
      '--count',
      '1',
    );
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(added.stdout).toMatch(
      /^ID: +1\nService: +transfer\nMethod: +GET\nPath: +\/v0.10\/task_\*\nProbability: 1\nTimes Left: +1\nEffect: +rate limit, retry after 7\n$/,
    );
    const refused = await taskList();
    expect([refused.status, refused.headers.get('retry-after'), (await taskList()).status]).toEqual([429, '7', 401]);
    expect((await run('sandbox', 'fault', 'list')).stdout).toMatch(
      /^1 +\| transfer \| GET +\| \/v0.10\/task_\* \| 1 +\| 0 +\| rate limit, retry after 7 *$/m,
    );
    expect((await run('sandbox', 'fault', 'delete', '1')).stdout).toBe('The fault rule is gone.\n');
    const again = await run('sandbox', 'fault', 'delete', '1');
    expect(again).toMatchObject({ code: 1, stderr: 'The sandbox says: no such fault rule. [NotFound]\n' });
  });

  test.each([
    [
      ['--status', '503', '--code', 'Gone', '--message', 'Fishing'],
      { type: 'status', status: 503, code: 'Gone', message: 'Fishing' },
    ],
    [['--latency', '250'], { type: 'latency', ms: 250 }],
    [['--drop'], { type: 'drop' }],
    [['--cut'], { type: 'cut' }],
    [['--expired-token'], { type: 'expired_token' }],
    [
      ['--consent-required', 'a', '--consent-required', 'b[c]'],
      { type: 'consent_required', required_scopes: ['a', 'b[c]'] },
    ],
    [
      ['--authorization-required', '{"session_required_mfa": true}'],
      { type: 'authorization_required', authorization_parameters: { session_required_mfa: true } },
    ],
    [
      ['--task-fault', 'PERMISSION_DENIED', '--message', 'No'],
      { type: 'task_fault', code: 'PERMISSION_DENIED', description: 'No' },
    ],
    [['--task-fail', 'QUOTA_EXCEEDED'], { type: 'task_fail', code: 'QUOTA_EXCEEDED' }],
    [['--task-hold'], { type: 'task_hold' }],
    [['--task-lost'], { type: 'task_lost' }],
    [['--task-skip'], { type: 'task_skip' }],
    [['--service', 'search', '--task-fail', 'FAILED'], { type: 'task_fail', code: 'FAILED' }],
  ])('%j is the effect %j', async (words, effect) => {
    expect(await json('sandbox', 'fault', 'add', '--probability', '0.25', ...words)).toMatchObject({
      probability: 0.25,
      count: null,
      effect,
    });
  });

  test('rules rest while they are paused', async () => {
    await run('sandbox', 'fault', 'clear');
    const { id } = await json('sandbox', 'fault', 'add', '--service', 'transfer', '--status', '503');
    expect((await taskList()).status).toBe(503);
    expect((await run('sandbox', 'fault', 'pause')).stdout).toBe('All fault rules are paused.\n');
    expect((await taskList()).status).toBe(401);
    const listed = await run('sandbox', 'fault', 'list');
    expect(listed.stderr).toContain('All rules are paused');
    expect(listed.stdout).toMatch(new RegExp(`^${id} `, 'm'));
    expect(await json('sandbox', 'fault', 'resume')).toEqual({ paused: false });
    expect((await taskList()).status).toBe(503);
  });

  test('clears all rules, after which everything works', async () => {
    expect((await json('sandbox', 'fault', 'list')).faults).not.toEqual([]);
    expect((await run('sandbox', 'fault', 'clear')).stdout).toBe('All fault rules are gone.\n');
    expect(await json('sandbox', 'fault', 'list')).toEqual({ faults: [], paused: false });
    expect((await taskList()).status).toBe(401);
  });

  test.each([
    [[], 'Give one of --status, --retry-after'],
    [['--drop', '--cut'], '--drop and --cut are mutually exclusive'],
    [['--status', '200'], 'in the range 400 to 599'],
    [['--drop', '--probability', '2'], 'a number from 0 to 1'],
    [['--drop', '--count', '0'], 'at least 1'],
    [['--drop', '--code', 'X'], '--code also needs --status'],
    [['--cut', '--message', 'x'], '--message also needs --status, --task-fault or --task-fail'],
    [['--task-hold', '--method', 'GET'], 'mutually exclusive'],
    [['--task-skip', '--method', 'GET'], 'mutually exclusive'],
    [['--drop', '--service', 'earthquake'], 'is not one of'],
  ])('%j is a mistake', async (words, why) => {
    const ran = await run('sandbox', 'fault', 'add', ...words);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(why);
  });
});

describe('sandbox clock', () => {
  test('shows the time and moves it forward', async () => {
    const before = (await json('sandbox', 'clock')).time;
    const moved = await run('sandbox', 'clock', '--advance', '1d');
    expect(moved.stdout).toMatch(/^Its Time: \d{4}-\d\d-\d\dT[\d:.]+Z\n$/);
    const passed = Date.parse(moved.stdout.slice('Its Time: '.length).trim()) - Date.parse(before);
    expect(passed).toBeGreaterThanOrEqual(86_400_000);
    expect(passed).toBeLessThan(86_400_000 + 60_000);
    // on a screen it is said as it is: how long ago it is says nothing
    const onScreen = await runBuilt(['sandbox', 'clock'], { env: { ...env, GLOBUS_CLI_SCREEN_COLUMNS: '80' } });
    expect(onScreen.stdout).toMatch(/^It is \d{4}-\d\d-\d\d \d\d:\d\d:\d\d in the sandbox\.\n$/);
  });

  test('does not go back', async () => {
    expect((await run('sandbox', 'clock', '--advance', '-1d')).code).toBe(2);
  });
});

describe('sandbox collection', () => {
  test('serves a folder given by a relative path, and serves it no more', async () => {
    const added = await json('sandbox', 'collection', 'add', 'Mine', './data', '--permissions', 'r');
    expect(added).toMatchObject({ display_name: 'Mine', entity_type: 'GCSv5_guest_collection', connected: true });
    expect((await run('sandbox', 'collection', 'list')).stdout).toMatch(
      new RegExp(`^${added.id} \\| Mine .*\\| True +\\| False *$`, 'm'),
    );
    expect((await run('sandbox', 'collection', 'remove', added.id)).stdout).toBe(
      'The collection is gone; its folder stays as it is.\n',
    );
    expect(existsSync(join(home, 'data/hello.txt'))).toBe(true);
    expect((await run('sandbox', 'collection', 'remove', added.id)).code).toBe(1);
  });

  test('refuses the home folder unless asked to, and what is no folder', async () => {
    const refused = await run('sandbox', 'collection', 'add', 'All', '/');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('too much to share');
    expect((await run('sandbox', 'collection', 'add', 'All', './data/hello.txt')).stderr).toContain('is not a folder');
    const { id } = await json(
      'sandbox',
      'collection',
      'add',
      'All',
      '/',
      '--any-folder',
      '--kind',
      'personal',
      '--owner',
      'grace@globusid.org',
    );
    expect((await run('sandbox', 'collection', 'remove', id)).code).toBe(0);
  });

  test('unplugs a collection and plugs it in; pauses a personal one only', async () => {
    expect((await run('sandbox', 'collection', 'update', tutorial, '--disconnected')).stdout).toMatch(
      /^Connected: False$/m,
    );
    expect(await json('sandbox', 'collection', 'update', tutorial, '--connected')).toMatchObject({ connected: true });
    const laptop = (await json('sandbox', 'collection', 'list')).collections.find(
      (each: any) => each.entity_type === 'GCP_mapped_collection',
    ).id;
    expect(await json('sandbox', 'collection', 'update', laptop, '--paused')).toMatchObject({
      connected: true,
      paused: true,
    });
    expect(await json('sandbox', 'collection', 'update', laptop, '--not-paused')).toMatchObject({ paused: false });
    expect((await run('sandbox', 'collection', 'update', tutorial, '--paused')).stderr).toContain(
      'only a personal collection can be paused',
    );
    expect((await run('sandbox', 'collection', 'update', tutorial)).code).toBe(2);
  });
});

describe('sandbox export and import', () => {
  test('go back to a state', async () => {
    const { id } = await json('sandbox', 'collection', 'add', 'Kept', './data');
    const folder = join(home, 'kept');
    expect((await run('sandbox', 'export', './kept')).stdout).toBe(`The sandbox is exported to ${folder}.\n`);
    expect((await run('sandbox', 'export', './kept')).stderr).toContain('already holds an export');
    await run('sandbox', 'reset', '--yes');
    const ids = async () => (await json('sandbox', 'collection', 'list')).collections.map((each: any) => each.id);
    expect(await ids()).not.toContain(id);
    expect((await run('sandbox', 'import', './kept', '--yes')).stdout).toBe('The sandbox is as it was exported.\n');
    expect(await ids()).toContain(id);
    expect((await json('sandbox', 'import', './kept', '--yes')).status).toBe('ok');
  });

  test('an import of what is no export changes nothing', async () => {
    writeFileSync(join(home, 'data/world.json'), '{"format":1,"tables":{}}');
    for (const folder of ['./data', './nowhere'])
      expect((await run('sandbox', 'import', folder, '--yes')).code).toBe(1);
    expect((await json('sandbox', 'collection', 'list')).collections.length).toBeGreaterThan(5);
  });

  test('exec begins with an export, and leaves one', async () => {
    const exec = (...words: string[]) => run('sandbox', 'exec', ...words);
    const first = await exec(
      '--share',
      'More=./data',
      '--import',
      './kept',
      '--export-on-exit',
      './after',
      '--',
      'sh',
      '-c',
      `globus mkdir ${tutorial}:/made-here && globus endpoint search More --jmespath 'DATA[0].display_name' -F unix`,
    );
    expect(first).toMatchObject({ code: 0, stdout: 'The directory was created successfully\nMore\n' });
    const second = await exec('--import', './after', '--', 'globus', 'ls', `${tutorial}:/`);
    expect(second.stdout).toContain('made-here/');
    const third = await exec('--import', './nowhere', '--', 'true');
    expect(third).toMatchObject({ code: 1, stdout: '' });
    expect(third.stderr).toContain('cannot read');
  });
});

test('sandbox state counts what is there, and shows no secret', async () => {
  await fetch(`${url}/nowhere`);
  const text = (await run('sandbox', 'state')).stdout;
  expect(text).toMatch(/^auth\.identities +\| 6 *$/m);
  expect(text).toMatch(/^Asked For, Not There: GET \/nowhere \(1\)$/m);
  const state = await json('sandbox', 'state');
  expect(state.breakdowns).toEqual([]);
  expect(Object.keys(state.tables)).not.toContain('auth.tokens');
});

test('sandbox consent withdraw takes consents back', async () => {
  const variables = { ...env, ...(await json('sandbox', 'env')) };
  const use = (...argv: string[]) => runBuilt(argv, { env: variables });
  const code = await use(
    'sandbox',
    'approve',
    '--user',
    'grace@globusid.org',
    (await use('login', '--start', '--quiet')).stdout.trim(),
  );
  await use('login', '--finish', code.stdout.trim());
  expect((await use('whoami')).stdout).toBe('grace@globusid.org\n');
  expect((await json('sandbox', 'consent', 'withdraw', 'grace@globusid.org')).withdrawn).toBeGreaterThan(1);
  expect((await run('sandbox', 'consent', 'withdraw', 'grace@globusid.org')).stdout).toBe(
    '0 consents were withdrawn.\n',
  );
  expect((await run('sandbox', 'consent', 'withdraw', 'nobody@globusid.org')).stderr).toContain(
    'username of somebody here',
  );
});

test('sandbox log --follow prints each request as it is answered', async () => {
  const child = spawn(process.execPath, [bin, 'sandbox', 'log', '--follow'], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let shown = '';
  const line = new Promise<void>((done) =>
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      if (shown.includes('/transfer/v0.10/followed')) done();
    }),
  );
  const asking = setInterval(() => void fetch(`${url}/transfer/v0.10/followed`), 300);
  await line;
  clearInterval(asking);
  child.kill('SIGINT');
  expect(shown).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z transfer 401 +[\d.]+ ms GET +\/transfer\/v0.10\/followed$/m);
});

test('a new sandbox can begin at another time', async () => {
  const dir = join(home, 'later');
  await json('sandbox', 'start', '--dir', dir, '--port', '0', '--clock', '2031-05-06T07:08:09Z');
  expect((await json('sandbox', 'status', '--dir', dir)).time).toMatch(/^2031-05-06T07:0[89]:/);
  await run('sandbox', 'stop', '--dir', dir);
});

test('a rate is spoken with its unit', async () => {
  const spoken = async (rate: string) =>
    (await run('sandbox', 'start', '--dir', join(home, 'other'), '--speed', rate, '--port', '99999')).stderr;
  for (const rate of ['500K', '10M', '1.5G', '20mb/s', '4096']) expect(await spoken(rate)).toContain('--port');
  for (const rate of ['fast', '0', '10T', '-1', ''])
    expect(await spoken(rate)).toContain(`'${rate}' is not a rate such as`);
});
