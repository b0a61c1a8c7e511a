/**
 * What a person was promised on a terminal, each at three widths, as it is seen: kept in test/screens/promised, and read in the diff.
 * After a change on purpose: npx vitest run test/promised.test.ts --update=true
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { address, fault } from './auth/person.js';
import { type Asked, code, down, end, enter, escape, walkQuestions, widths } from './support/asked-screens.js';
import { admin, sandboxUser, type SandboxUser, scratch } from './support/sandbox-user.js';
import { hasTerminal, onTerminal } from './support/terminal.js';

const patience = 240_000;
const tutorial = 'Globus Tutorial Collection 1';
const godata = `${tutorial}:/home/share/godata`;

const shown = (...line: string[]): Asked => ({ line, steps: [[end, /./, `globus ${line.join(' ')}`]] });
const refused = (...line: string[]): Asked => ({
  line,
  steps: [
    ['', /\(y\/N\)|type its name/, `globus ${line.join(' ')}`],
    [escape, /Nothing was changed/],
    [end, /./],
  ],
});
/** Screens without what is not the same the next time. */
const withoutWhatVaries = (text: string, port: number) =>
  text
    .replaceAll(String(port), 'PORT')
    .replace(/(?<=localhost:)\d+\/[\w-]{8}/g, 'PORT/XXXXXXXX')
    .replace(/(?<=Request id: )\w+/g, 'XXXXXXXXX')
    .replace(/^[▄█▀ ]+$/gm, '▄█▀')
    .replace(/(▄█▀\n){2,}/g, '▄█▀ …\n')
    // how often something was tried
    .replace(/ × \d+/g, '')
    // the table of services: dates of which each has its own width
    .replace(/^Service [^]*?(?=^\(exit)/gm, '…\n')
    .replace(/^.* {2}STARTED .*\n/gm, '')
    // told once the wait takes a moment, as on a busy machine
    .replace(/(?<=was\s+submitted\.\n)Keys: .*\n/g, '')
    .replace(/Your tokens are kept in[^]*?tokens?\n?s?\.json\./g, 'Your tokens are kept in FILE.');

let user: SandboxUser;
let taken = createServer();
let port = 0;
beforeAll(async () => {
  if (!hasTerminal) return;
  user = await sandboxUser();
  await user.logIn();
  const folder = scratch();
  mkdirSync(join(folder, 'run6/deep'), { recursive: true });
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, 'run6/a.txt'), 'a'.repeat(1500));
  writeFileSync(join(folder, 'run6/deep/b.txt'), 'b'.repeat(1500));
  await admin(user, 'collections', { display_name: 'Lab', path: folder });
  writeFileSync(join(user.home, 'sum.py'), 'def add(a, b):\n    return a + b\n');
  writeFileSync(
    join(user.home, 'people.csv'),
    'username,role\ngrace@globusid.org,member\nnobody@nowhere.example,member\n',
  );
  for (const line of [
    ['group', 'create', 'Genomics'],
    ['group', 'member', 'add', 'Genomics', 'grace@globusid.org'],
    ['group', 'create', 'Loom lab'],
    ['transfer', `${tutorial}:/none`, 'Sandbox Destination:/~/a', '--label', 'first of all'],
    ['transfer', `${tutorial}:/none`, 'Sandbox Destination:/~/b', '--label', 'second'],
  ])
    expect(await user.run(line)).toMatchObject({ code: 0 });
  taken = createServer();
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
  ({ port } = taken.address() as AddressInfo);
}, patience);
afterAll(() => void taken.close());

describe.skipIf(!hasTerminal).each(widths)('at %d columns', { timeout: patience }, (columns) => {
  const keep = async (name: string, somebody: SandboxUser, ...all: readonly Asked[]) => {
    const screens: string[] = [];
    for (const asked of all) screens.push(await walkQuestions(somebody, asked, columns));
    await expect(withoutWhatVaries(screens.join('\n'), port)).toMatchFileSnapshot(
      `screens/promised/${name}.${columns}.txt`,
    );
  };

  test('help fits', () => keep('help', user, shown(), shown('task'), shown('bookmark', 'create', '--help')));
  test('nothing is said in a sentence', () =>
    keep(
      'nothing',
      user,
      shown('bookmark', 'list'),
      shown('flows', 'run', 'list'),
      shown('endpoint', 'search', 'zzzz'),
      shown('ls', 'Lab:/empty'),
    ));
  test('time words', async () => {
    const copy = ['timer', 'create', 'transfer', `${godata}/file1.txt`, 'Sandbox Destination:/~/timed'];
    for (const [when, told] of [
      // near to two at night the first is in minutes
      [['--every', 'day 2am'], /Runs (?:\w+ 02:00|in \d+ min), /],
      [['--every', 'monday 14:30'], /Runs [^]*14:30,[^]* 14:30/],
      [['--every', '2 weeks', '--start', 'tomorrow 2am'], /Runs tomorrow 02:00, /],
      [['--every', 'hour', '--start', 'in 3 hours'], /every hour/],
      [['--every', 'weekday'], /weekdays are\s+not\s+equally\s+far\s+apart/],
    ] as const) {
      const terminal = onTerminal([...copy, ...when], user.env, columns);
      const code = await terminal.ended();
      expect([code, terminal.screen()]).toEqual([when[1] === 'weekday' ? 2 : 0, expect.stringMatching(told)]);
    }
  });
  test('a path that is a file, or leads nowhere', () =>
    keep(
      'missing-path',
      user,
      shown('ls', `${godata}/file1.txt`),
      shown('ls', `${godata}/nope/deep`),
      shown('stat', `${godata}/nope`),
    ));
  test('a lookup that takes long says what is looked up', async () => {
    const effect = { type: 'latency', ms: 2500 };
    await fault(user, { service: 'transfer', method: 'GET', path: '*/endpoint_search', count: 1, effect });
    await keep('looking-up', user, {
      line: ['stat'],
      steps: [
        ['', /Looking up collections …/, 'While it is looked up'],
        ['', /which collection\? ❯/],
        [escape, /./],
        [end, /./],
      ],
    });
  });
  test('Esc leaves, and erases what was typed', () =>
    keep('esc', user, {
      line: ['stat'],
      steps: [
        ['', /which collection\? ❯/],
        ['zzzz', /Nothing in the list matches/, 'Typed'],
        [escape, /Nothing was chosen/],
        [end, /Nothing was chosen/, 'Esc'],
      ],
    }));
  test('before something is lost', () =>
    keep(
      'lost',
      user,
      refused('rm', '-r', 'Lab:/run6'),
      refused('delete', '-r', 'Lab:/run6'),
      refused('transfer', 'Lab:/run6/', 'Sandbox Destination:/mirror/', '-r', '--delete'),
      refused('task', 'cancel', '--all'),
      refused('endpoint-manager', 'pause-rule', 'create', 'Sandbox Destination', '--message', 'New disks'),
      refused('group', 'member', 'remove', 'Genomics', 'grace@globusid.org'),
      {
        line: ['endpoint', 'permission', 'delete', "Ada's Results"],
        steps: [
          ['', /Which access rule\? ❯/],
          [enter, /\(y\/N\)/, 'globus endpoint permission delete "Ada\'s Results"'],
          [escape, /./],
        ],
      },
      refused('group', 'delete', 'Genomics'),
    ));
  test('what was typed ahead answers nothing', () =>
    keep('typed-ahead', user, {
      line: ['rm', '-r', 'Lab:/run6'],
      steps: [
        [`y${enter}y${enter}y`, /\(y\/N\)/, 'y, Enter and more, before it was asked'],
        [`perhaps${enter}`, /Please answer y/, 'Neither yes nor no'],
        [enter, /Nothing was changed/],
        [end, /Nothing was changed/, 'Enter alone'],
      ],
    }));
  test('a task that cannot go on, and keys while it is watched', async () => {
    const label = `観測データ 📊 ${columns}`;
    await user.run(['transfer', `${tutorial}:/none`, 'Sandbox Destination:/~/w', '--label', label]);
    onTestFinished(async () => {
      await user.run(['task', 'cancel', label]);
    });
    await keep('watch', user, {
      line: ['task', 'watch', label],
      steps: [
        ['', /Keys: [^]* stuck/, 'Stuck'],
        ['e', /(?:just now|ago) +✗ a file or folder does not exist[^]* stuck/, 'e: its events'],
        ['c', /Cancel this task\?/, 'c: asks'],
        [escape, / stuck/],
        ['q', /No longer watching/],
        [end, /No longer watching/, 'q: left running'],
      ],
    });
  });
  test('faults while waiting, and --fail-fast', async () => {
    const label = `hopeless ${columns}`;
    await user.run(['transfer', `${tutorial}:/none`, 'Sandbox Destination:/~/c', '--label', label]);
    await keep(
      'fail-fast',
      user,
      shown('task', 'wait', label, '--timeout', '2'),
      shown('task', 'wait', label, '--fail-fast'),
    );
  });
  test('kinds in words', () => keep('kinds', user, shown('endpoint-manager', 'endpoint', 'list')));
  test('the next step', async () => {
    expect(await user.run(['mkdir', `Ada's Results:/for-${columns}`])).toMatchObject({ code: 0 });
    await keep(
      'next',
      user,
      shown('bookmark', 'create', `${godata}/`, `data ${columns}`),
      shown('transfer', `${godata}/file1.txt`, 'Sandbox Destination:/~/f', '--label', `copy ${columns}`),
      shown('mkdir', `Sandbox Destination:/~/made-${columns}`),
      shown('share', `Ada's Results:/for-${columns}/`, '--with', 'grace@globusid.org', '--read'),
      shown('bookmark', 'delete', `data ${columns}`, '--yes'),
      shown('rm', '-r', `Sandbox Destination:/~/made-${columns}`, '--yes'),
    );
  });
  test('instead of a line that would be right, what it shows', () =>
    keep('instead', user, shown('endpoint', 'show', "Ada's Results")));
  test('a port that is taken', () =>
    keep('port-taken', user, shown('sandbox', 'start', '--port', String(port), '--dir', join(user.home, 'sandbox'))));
  test('group member add --from', () =>
    keep(
      'member-from',
      user,
      shown('group', 'member', 'add', 'Loom lab', '--from', 'people.csv', '--all-or-nothing'),
      shown('group', 'member', 'add', 'Loom lab', '--from', 'people.csv', '--dry-run'),
    ));
  test('the only function of a file', () =>
    keep('one-function', user, shown('compute', 'run', 'Tutorial Endpoint', 'sum.py', '2', '3')));
  test('where this is', () => keep('auth-status-sandbox', user, shown('auth', 'status')));

  test('a pager for more than two screens, and none for less, or for a record', async () => {
    const env = { ...user.env, GLOBUS_PAGER: 'sed s/^/PAGED:/' };
    const line = ['ls', '-l', `${godata}/`];
    for (const [argv, rows, isPaged] of [
      [line, 1, true],
      [line, 3, false],
      [['stat', `${godata}/file1.txt`], 1, false],
    ] as const) {
      const terminal = onTerminal(argv, env, columns, rows);
      expect(await terminal.ended()).toBe(0);
      expect(terminal.screen().includes('PAGED:'), terminal.screen()).toBe(isPaged);
    }
  });

  describe('to somebody new', () => {
    let fresh: SandboxUser;
    beforeAll(async () => {
      fresh = await sandboxUser();
    }, patience);
    test('an organisation that names its application spares the question', async () => {
      const system = join(fresh.home, 'system.json');
      writeFileSync(system, JSON.stringify({ client_id: fresh.env['GLOBUS_CLIENT_ID'] }));
      const env = { GLOBUS_CLIENT_ID: '', GLOBUS_SYSTEM_CONFIG: system };
      await keep('login-of-organisation', fresh, {
        line: ['login'],
        env,
        steps: [
          ['', /Paste the code here:/, 'The address at once'],
          [code, /You are logged in as/],
          [end, /./],
        ],
      });
    });
    test('login --qr draws the address where it fits', () =>
      keep('login-qr', fresh, {
        line: ['login', '--force', '--qr'],
        steps: [
          ['', /Paste the code here:/, 'The address, and its code'],
          [escape, /put off/],
        ],
      }));
    test('one key copies the address', async () => {
      const terminal = onTerminal(['login', '--force'], fresh.env, columns);
      const [, url = ''] = await terminal.see(address);
      await terminal.see(/Paste the code here/);
      terminal.type('\u0019');
      const copied = new RegExp(`\\]52;c;${Buffer.from(url).toString('base64').replaceAll('+', '\\+')}`);
      await expect.poll(() => terminal.raw(), { timeout: 20_000 }).toMatch(copied);
      terminal.type(escape);
      expect(await terminal.ended()).toBe(4);
    });
    test('login --local-server has a short address', () =>
      keep('login-short', fresh, {
        line: ['login', '--force', '--local-server'],
        env: { BROWSER: 'true' },
        steps: [
          ['', /Or paste the code/, 'A browser of this machine'],
          [escape, /./],
        ],
      }));
  });

  describe('to somebody who logs in', () => {
    let fresh: SandboxUser;
    beforeAll(async () => {
      fresh = await sandboxUser();
      await fresh.logIn();
    }, patience);
    test('login --gcs takes a name, and no later command asks again', async () => {
      await keep('login-gcs', fresh, {
        line: ['login', '--gcs', 'Sandbox Endpoint'],
        steps: [
          ['', /Paste the code here:/, 'By name'],
          [code, /logged in as/],
          [end, /./, 'Logged in'],
        ],
      });
      await keep(
        'after-login',
        fresh,
        shown('flows', 'list', '--fields', 'Title,Owner'),
        shown('timer', 'list', '--fields', 'Name,Status'),
        shown('group', 'list'),
        shown('compute', 'endpoint', 'list'),
        shown('gcs', 'storage-gateway', 'list', 'Sandbox Endpoint'),
      );
    });
    test('a mapped collection: on which of several storage gateways', async () => {
      const more = [
        'gcs',
        'storage-gateway',
        'create',
        'posix',
        'Sandbox Endpoint',
        'Old disks',
        '--domain',
        'globusid.org',
      ];
      expect(await fresh.run(more)).toMatchObject({ code: 0 });
      await keep('mapped', fresh, {
        line: ['gcs', 'collection', 'create', 'mapped', 'Sandbox Endpoint', 'Project data'],
        steps: [
          ['', /Which storage gateway\? ❯/, 'Which of two'],
          [down, /❯ \S/],
          [enter, /Project data/],
          [end, /./, 'Made'],
        ],
      });
    });
    test('a login amid questions keeps what was answered, also after a wrong code', async () => {
      await keep('login-amid', fresh, {
        line: ['transfer'],
        steps: [
          ['', /copy from: which collection\? ❯/],
          ['tutorial collection 1', /❯ Globus Tutorial Collection 1/],
          [enter, /❯ \. this folder/],
          [enter, /copy to: which collection\? ❯/],
          ['sandbox stor', /❯ Sandbox Storage/],
          [enter, /asks for your permission[^]*Paste the code here:/, 'In the middle'],
          [`wrong${enter}`, /Press Enter for a new address/],
          [enter, /authorize\?[^]*Paste the code here: Enter continues/],
          [code, /Sandbox Storage:\/~\/ ❯ \. this folder/, 'And on'],
          ['\u0003', /./],
        ],
      });
    });
  });
});
