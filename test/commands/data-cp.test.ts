/** cp between this machine and collections, and between collections, against a sandbox. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  lstatSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { harvest, plant } from '../../sandbox/test/transferring.js';
import { temporaryFolder } from '../support/globus.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';

let world: DataWorld;
let at: (path: string) => string;
beforeAll(async () => {
  world = await dataWorld();
  at = (path) => `${world.collection}:${path}`;
});
const tree = {
  'run/a.txt': 'a',
  'run/b.h5': 'bb',
  'run/deep/c.h5': 'ccc',
  'run/deep/er/d.txt': 'dddd',
  'run/none/': '',
};
beforeEach(() => {
  for (const folder of [world.there, world.other, world.here])
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
});
afterEach(() => world.noFaults());

const signs = (stdout: string) => stdout.trim().split('\n').filter(Boolean).sort();

describe('from a collection', () => {
  test('a folder comes whole, below the destination or as it', async () => {
    plant(world.there, tree);
    const { stdout, stderr } = await world.done(['cp', '-r', at('/run'), '.']);
    expect(harvest(world.here)).toEqual(tree);
    expect(signs(stdout)).toEqual([
      '+ run/a.txt (1 B)',
      '+ run/b.h5 (2 B)',
      '+ run/deep/c.h5 (3 B)',
      '+ run/deep/er/d.txt (4 B)',
    ]);
    expect(stderr).toContain('Copied 4 files');
    await world.done(['cp', '-r', at('/run'), 'as']);
    expect(existsSync(join(world.here, 'as/deep/er/d.txt'))).toBe(true);
  });

  test('a file that gets another name is told by it', async () => {
    plant(world.there, tree);
    expect((await world.done(['cp', at('/run/a.txt'), 'deep/../b'])).stdout).toBe('+ b (1 B)\n');
    expect((await world.done(['cp', '--dry-run', 'b', at('/c')])).stdout).toBe('+ c (1 B)\n');
    expect((await world.done(['cp', 'b', at('/c')])).stdout).toBe('+ c (1 B)\n');
  });

  test('without -r a folder is refused, and what is not there is said', async () => {
    plant(world.there, tree);
    expect(await world.run(['cp', at('/run'), '.'])).toMatchObject({ code: 2 });
    const missing = await world.run(['cp', at('/run/nothing/x'), '.']);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toBe(
      `/run is there, /run/nothing is not.\n\nLook at what is there:  globus ls ${world.collection}:/run\n`,
    );
  });

  test('patterns keep the path from the first of them on', async () => {
    plant(world.there, tree);
    await world.done(['cp', at('/run/*.h5'), at('/run/deep/c.h5'), 'flat']);
    expect(harvest(join(world.here, 'flat'))).toEqual({ 'b.h5': 'bb', 'c.h5': 'ccc' });
    await world.done(['cp', at('/run/**/*.h5'), 'all']);
    expect(harvest(join(world.here, 'all'))).toEqual({ 'b.h5': 'bb', 'deep/c.h5': 'ccc' });
    await world.done(['cp', at('/r*/d*/c.h5'), 'named']);
    expect(harvest(join(world.here, 'named'))).toEqual({ 'run/deep/c.h5': 'ccc' });
    expect((await world.run(['cp', at('/run/*.csv'), '.'])).stderr).toContain('Nothing matches');
  });

  test('a name with the signs of a pattern is itself meant', async () => {
    plant(world.there, { 'odd[1].txt': 'odd', 'odd1.txt': 'other' });
    await world.done(['cp', at('/odd[1].txt'), 'got']);
    expect(readFileSync(join(world.here, 'got'), 'utf8')).toBe('odd');
  });

  test('goes to standard output, and tells JSON and lines of JSON', async () => {
    plant(world.there, tree);
    expect((await world.done(['cp', at('/run/a.txt'), at('/run/b.h5'), '-'])).stdout).toBe('abb');
    expect(await world.json(['cp', '-r', at('/run'), 'j'])).toMatchObject({ files: 4, bytes: 10, failed: 0 });
    const { stdout } = await world.done(['cp', '-r', at('/run'), 'n', '-F', 'ndjson']);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { path: string }).path)
        .sort()[0],
    ).toBe('a.txt');
  });

  test('filters choose among files and folders', async () => {
    plant(world.there, tree);
    const got = async (...flags: string[]) => {
      rmSync(join(world.here, 'f'), { recursive: true, force: true });
      const { stdout } = await world.done(['cp', '-r', at('/run'), 'f', ...flags]);
      return signs(stdout).map((line) => line.split(' ')[1]);
    };
    expect(await got('--include', '*.h5')).toEqual(['b.h5', 'deep/c.h5']);
    expect(await got('--exclude', 'deep/')).toEqual(['a.txt', 'b.h5']);
    expect(await got('--exclude', 'deep/er')).toEqual(['a.txt', 'b.h5', 'deep/c.h5']);
    expect(await got('--include', 'deep/**/*.txt')).toEqual(['deep/er/d.txt']);
    expect(await got('--min-size', '2', '--max-size', '3')).toEqual(['b.h5', 'deep/c.h5']);
    utimesSync(join(world.there, 'run/a.txt'), 1_600_000_000, 1_600_000_000);
    expect(await got('--min-age', '30d')).toEqual(['a.txt']);
    expect(await got('--max-age', '30d')).toEqual(['b.h5', 'deep/c.h5', 'deep/er/d.txt']);
    writeFileSync(join(world.here, 'rules'), '# only data\n+ *.h5\n\n- *\n');
    expect(await got('--filter-from', 'rules')).toEqual(['b.h5']);
    writeFileSync(join(world.here, 'rules'), 'what\n');
    expect((await world.run(['cp', '-r', at('/run'), 'f', '--filter-from', 'rules'])).stderr).toContain(
      'rules, line 1',
    );
  });

  test('--update copies what is missing or older, and --dry-run nothing', async () => {
    plant(world.there, tree);
    await world.done(['cp', '-r', at('/run'), 'u', '--preserve-mtime']);
    writeFileSync(join(world.there, 'run/a.txt'), 'changed');
    plant(world.there, { 'run/new': 'n' });
    const dry = await world.done(['cp', '-r', at('/run/'), 'u', '--update', '--dry-run', '-F', 'ndjson']);
    expect(dry.stdout).toContain('"action"');
    mkdirSync(join(world.here, 'w'));
    rmSync(join(world.here, 'w'), { recursive: true });
    const again = async (...flags: string[]) =>
      signs(
        (
          await world.done([
            'cp',
            '-r',
            '-u',
            `${at('/run')}/a.txt`,
            `${at('/run')}/b.h5`,
            `${at('/run')}/new`,
            'u/',
            ...flags,
          ])
        ).stdout,
      );
    expect(await again('--dry-run')).toEqual(['+ new (1 B)', '= b.h5 (2 B)', '~ a.txt (7 B)']);
    expect(existsSync(join(world.here, 'u/new'))).toBe(false);
    expect(await again()).toEqual(['+ new (1 B)', '= b.h5', '~ a.txt (7 B)']);
    expect(await again()).toEqual(['= a.txt', '= b.h5', '= new']);
  });

  test('of folders with nothing in them it is told which were made', async () => {
    plant(world.there, { 'bare/one/': '', 'bare/two/': '' });
    for (const flags of [['--dry-run'], []]) {
      const { stdout, stderr } = await world.done(['cp', '-r', at('/bare'), 'bare', ...flags]);
      expect(signs(stdout)).toEqual(['+ one/', '+ two/']);
      if (!flags.length) expect(stderr).toContain('Copied 2 folders.');
    }
    const { stdout, stderr } = await world.done(['cp', '-r', at('/bare/one'), 'alone']);
    expect([signs(stdout), stderr]).toEqual([['+ alone/'], expect.stringContaining('Copied 1 folder.')]);
  });

  test('links are made again where they stay inside', async () => {
    plant(world.there, tree);
    symlinkSync('a.txt', join(world.there, 'run/inside'));
    symlinkSync('../deep/c.h5', join(world.there, 'run/deep/up'));
    symlinkSync('/etc/passwd', join(world.there, 'run/outside'));
    symlinkSync('../../..', join(world.there, 'run/deep/away'));
    const { code, stderr } = await world.run(['cp', '-r', at('/run'), 'links']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/'outside' is not made here/);
    expect(stderr).toMatch(/'deep\/away' is not made here/);
    const got = harvest(join(world.here, 'links'));
    const leads = (name: string) => readlinkSync(join(world.here, 'links', name));
    expect([leads('inside'), leads('deep/up')]).toEqual(['a.txt', '../deep/c.h5']);
    expect(Object.keys(got)).not.toContain('outside');
  });

  test('nothing is written through a link that leads out', async () => {
    plant(world.there, tree);
    mkdirSync(join(world.here, 'dst'));
    symlinkSync(world.other, join(world.here, 'dst/deep'));
    const { code, stderr } = await world.run(['cp', '-r', at('/run/'), 'dst/../dst']);
    expect(code).toBe(0);
    rmSync(join(world.here, 'dst/run'), { recursive: true });
    const contents = await world.run(['cp', '-r', at('/run/deep'), at('/run/a.txt'), 'dst']);
    expect(contents.code).toBe(1);
    expect(contents.stderr, stderr).toContain('is a link that leads out');
    expect(readdirSync(world.other)).toEqual([]);
  });

  test('a failure of some files copies the others, and says how to go on', async () => {
    plant(world.there, tree);
    await world.fault({
      service: 'https',
      method: 'GET',
      path: '*.h5',
      effect: { type: 'status', status: 403, message: 'Not for you' },
    });
    const configDir = temporaryFolder();
    const { code, stdout, stderr } = await world.run(['cp', '-r', at('/run'), 'some'], { configDir });
    expect(code).toBe(1);
    expect(signs(stdout).filter((line) => line.startsWith('!'))).toHaveLength(2);
    expect(stderr).toContain('2 things could not be copied');
    expect(stderr).toContain('Run the same line again: what is there is not copied again.');
    const none = await world.run(['cp', at('/run/b.h5'), '.']);
    expect(none.stderr).toContain('Nothing was copied.');
    const synced = await world.run(['sync', at('/run'), 'synced']);
    expect(synced.stderr).toContain('Run the same line again: what is there is not copied again.');
    expect(Object.keys(harvest(join(world.here, 'some')))).toEqual(['a.txt', 'deep/er/d.txt', 'none/']);
    await world.noFaults();
    const again = await world.done(['cp', '-r', at('/run'), 'some'], { configDir });
    const copied = signs(again.stdout).filter((line) => !line.startsWith('='));
    expect(copied).toEqual(['+ b.h5 (2 B)', '+ deep/c.h5 (3 B)']);
    expect(Object.keys(harvest(join(world.here, 'some')))).toEqual(Object.keys(harvest(join(world.there, 'run'))));
    await world.done(['cp', '-r', '-u', at('/run/a.txt'), at('/run/b.h5'), 'some']);
  });

  test('a command is run for how it ended', async () => {
    plant(world.there, tree);
    const hooks = [
      '--on-success',
      'echo "$GLOBUS_COPY_FILES" > good',
      '--on-failure',
      'echo "$GLOBUS_COPY_ERROR" > bad',
    ];
    await world.done(['cp', '-r', at('/run'), 'h', ...hooks]);
    expect(readFileSync(join(world.here, 'good'), 'utf8')).toBe('4\n');
    expect((await world.run(['cp', '-r', at('/nothing'), 'h', ...hooks])).code).toBe(1);
    for (const option of ['--on-success', '--on-failure'])
      expect(await world.run(['cp', '-r', at('/run'), 'none', option, ' '])).toMatchObject({
        code: 2,
        stderr: `Invalid value for ${option}: it is empty.\n`,
      });
    expect(existsSync(join(world.here, 'none'))).toBe(false);
    expect((await world.run(['get', at('/run/a.txt'), ''])).stderr).toBe('Invalid value for LOCAL: it is empty.\n');
    expect(readFileSync(join(world.here, 'bad'), 'utf8')).toContain('/ is there, /nothing is not.');
  });
});

test('on a terminal the largest files under way have lines of their own', async () => {
  for (const name of ['one.bin', 'two.bin']) writeFileSync(join(world.there, name), Buffer.alloc(17 * 1024 * 1024));
  const { stderr } = await world.done(['cp', at('/one.bin'), at('/two.bin'), 'large/', '--limit-rate', '16M'], {
    terminal: { columns: 100 },
  });
  expect(stderr).toMatch(/Copying .*\d+% .*\n {2}(?:one|two)\.bin \[.+\] +\d+% .*17\.8 MB/);
  expect(stderr).toMatch(/\n {2}one\.bin .*\n {2}two\.bin |\n {2}two\.bin .*\n {2}one\.bin /);
  // what is left is the last sentence, and no line that was live
  expect(stderr.slice(stderr.lastIndexOf('\u001b[2K') + 4)).toMatch(/^Copied 2 files/);
}, 60_000);

describe('to a collection', () => {
  test('a folder goes whole, and its folders are made', async () => {
    plant(world.here, tree);
    await world.done(['cp', '-r', 'run', at('/')]);
    expect(harvest(world.there)).toEqual(tree);
    await world.done(['cp', '-r', 'run', at('/new/and/deep')]);
    expect(harvest(join(world.there, 'new/and/deep'))['deep/er/d.txt']).toBe('dddd');
    await world.done(['cp', 'run/*.txt', at('/flat/')]);
    expect(harvest(join(world.there, 'flat'))).toEqual({ 'a.txt': 'a' });
  });

  test.each(['down', 'up', 'between'])('--update leaves what is newer, whatever its size, %s', async (way) => {
    const [from, to, line] =
      way === 'down'
        ? [world.there, world.here, [at('/from/'), 'to']]
        : way === 'up'
          ? [world.here, world.there, ['from/', at('/to')]]
          : [world.there, world.other, [at('/from/'), `${world.second}:/to`]];
    const past = new Date(Date.now() - 864_000_000);
    plant(from, { 'from/edited': 'old', 'from/newer': 'new', 'from/same': 'of one date' });
    plant(to, { 'to/from/edited': 'worked on since', 'to/from/newer': 'older', 'to/from/same': 'half' });
    for (const path of ['edited', 'same']
      .map((name) => join(from, 'from', name))
      .concat(['newer', 'same'].map((name) => join(to, 'to/from', name))))
      utimesSync(path, past, past);
    const { code, stderr } = await world.run(['cp', '-r', '-u', ...line]);
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('Left as they are, since they are newer at the destination: from/edited.'),
    ]);
    expect(harvest(join(to, 'to/from'))).toEqual({ edited: 'worked on since', newer: 'new', same: 'of one date' });
  });

  test.each(['up', 'between'])('--update looks through links at the destination, %s', async (way) => {
    const [from, to, line] =
      way === 'up'
        ? [world.here, world.there, ['proj', at('/home/')]]
        : [world.there, world.other, [at('/proj'), `${world.second}:/home/`]];
    const past = new Date(Date.now() - 864_000_000);
    plant(from, { 'proj/data/f': 'old', 'proj/data/new': 'n', 'proj/one': 'o' });
    for (const name of ['data/f', 'one']) utimesSync(join(from, 'proj', name), past, past);
    plant(to, { 'home/proj/x': '', 'scratch/data/f': 'worked on since', 'scratch/one': 'newer' });
    symlinkSync('../../scratch/data', join(to, 'home/proj/data'));
    symlinkSync('../../scratch/one', join(to, 'home/proj/one'));
    const { code, stderr } = await world.run(['cp', '-r', '-u', ...line]);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/newer at the destination: proj\/\S+ and 1 more/)]);
    expect(harvest(join(to, 'scratch'))).toEqual({ 'data/f': 'worked on since', 'data/new': 'n', one: 'newer' });
  });

  test('--update leaves a newer file where a link is to come, and a newer link', async () => {
    plant(world.there, { 'pr/default': 'a: 1', 'pr/other': 'b: 2' });
    symlinkSync('default', join(world.there, 'pr/edited'));
    symlinkSync('default', join(world.there, 'pr/led'));
    const past = new Date(Date.now() - 864_000_000);
    // a collection lists a link with the date of what it leads to
    utimesSync(join(world.there, 'pr/default'), past, past);
    plant(world.here, { 'pr/edited': 'a: 42' });
    symlinkSync('other', join(world.here, 'pr/led'));
    const { code, stderr } = await world.run(['cp', '-r', '-u', at('/pr'), '.']);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/newer at the destination: pr\/(edited|led) and 1 more/)]);
    expect(lstatSync(join(world.here, 'pr/edited')).isFile()).toBe(true);
    expect(readFileSync(join(world.here, 'pr/edited'), 'utf8')).toBe('a: 42');
    expect(readlinkSync(join(world.here, 'pr/led'))).toBe('other');
  });

  test.each([
    ['cp', (name: string) => ['cp', name, at('/out/')]],
    ['cp to a name', () => ['cp', 'z\\a', 'z\\b', at('/out/')]],
    ['cp of a pattern', () => ['cp', '*\\*', at('/out/')]],
    ['mv', (name: string) => ['mv', name, at('/out/')]],
    ['put', (name: string) => ['put', name, at('/out/')]],
    ['sync', () => ['sync', '.', at('/out')]],
  ])('%s keeps a backslash in a name, as archives of Windows leave them', async (_how, line) => {
    const names = { 'z\\a': '1', 'z\\b': '2', 'y\\a': '3' };
    plant(world.here, names);
    mkdirSync(join(world.there, 'out'));
    const lines = new Set(Object.keys(names).map((name) => JSON.stringify(line(name))));
    for (const each of lines) await world.done(JSON.parse(each) as string[]);
    const { 'y\\a': third, ...two } = names;
    expect(harvest(join(world.there, 'out'))).toEqual(_how === 'cp to a name' ? two : { ...two, 'y\\a': third });
    // and comes back under it
    await world.done(['cp', '-r', at('/out/'), 'back']);
    expect(harvest(join(world.here, 'back'))['z\\a']).toBe('1');
  });

  test('--update sends what is missing or older', async () => {
    plant(world.here, tree);
    await world.done(['cp', '-r', 'run', at('/')]);
    writeFileSync(join(world.here, 'run/a.txt'), 'more');
    const { stdout } = await world.done(['cp', '-r', '-u', 'run', at('/')]);
    expect(signs(stdout).filter((line) => !line.startsWith('='))).toEqual(['~ run/a.txt (4 B)']);
  });

  test('standard input goes alone, and to a collection', async () => {
    await world.done(['cp', '-', at('/in.txt')], { stdin: 'piped' });
    expect(readFileSync(join(world.there, 'in.txt'), 'utf8')).toBe('piped');
    expect(await world.run(['cp', '-', 'x'], { stdin: '' })).toMatchObject({ code: 2 });
  });

  test('two local sides are for another program', async () => {
    expect((await world.run(['cp', 'a', 'b'])).stderr).toContain('copy them with cp');
    expect(await world.run(['cp', 'a'])).toMatchObject({ code: 2 });
  });
});

describe('between collections', () => {
  const into = (path: string) => `${world.second}:${path}`;

  test('is a task, waited for', async () => {
    plant(world.there, tree);
    const { stdout } = await world.done(['cp', '-r', at('/run'), into('/')]);
    expect(stdout).toMatch(/^\* task [0-9a-f-]{36}: 4 files \(10 B\)\n$/);
    expect(harvest(world.other)).toEqual(tree);
  });

  test('has no rate to limit', async () => {
    expect(await world.run(['cp', '--limit-rate', '1M', at('/run/a.txt'), into('/a')])).toMatchObject({ code: 2 });
  });

  test('--no-wait prints its id', async () => {
    plant(world.there, tree);
    const { stdout } = await world.done(['cp', '--no-wait', at('/run/a.txt'), into('/a.txt')]);
    expect(stdout).toMatch(/^[0-9a-f-]{36}\n$/);
    await world.done(['task', 'wait', stdout.trim(), '--polling-interval', '1']);
    expect(harvest(world.other)).toEqual({ 'a.txt': 'a' });
  });

  test('filters and patterns choose', async () => {
    plant(world.there, tree);
    await world.done(['cp', '-r', '--include', '*.h5', at('/run'), into('/')]);
    expect(harvest(world.other)).toEqual({ 'run/b.h5': 'bb', 'run/deep/c.h5': 'ccc' });
    await world.done(['cp', at('/run/**/*.txt'), into('/t')]);
    expect(harvest(join(world.other, 't'))).toEqual({ 'a.txt': 'a', 'deep/er/d.txt': 'dddd' });
    const dry = await world.done(['cp', '-r', '--dry-run', at('/run'), into('/')]);
    expect(signs(dry.stdout)).toEqual([
      '+ run/a.txt (1 B)',
      '+ run/deep/er/d.txt (4 B)',
      '~ run/b.h5 (2 B)',
      '~ run/deep/c.h5 (3 B)',
    ]);
  });

  test('--via transfer takes paths of this machine for those of its Globus Connect Personal', async () => {
    plant(world.there, tree);
    plant(world.here, { '.globusonline/lta/client-id.txt': `${world.second}\n` });
    const home = { env: { HOME: world.here } };
    const { stdout } = await world.done(['cp', '--via', 'transfer', at('/run/a.txt'), '/from-cp.txt'], home);
    expect(stdout).toMatch(/^\* task /);
    expect(harvest(world.other)).toEqual({ 'from-cp.txt': 'a' });
    const without = await world.run(['cp', '--via', 'transfer', at('/run/a.txt'), '/x'], {
      env: { HOME: world.other },
    });
    expect(without).toMatchObject({ code: 2 });
    expect(without.stderr).toContain('no Globus Connect Personal');
  });
});
