/** mv, edit and mkdir -p, against a sandbox. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  watch,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { harvest, plant } from '../../sandbox/test/transferring.js';
import { temporaryFolder } from '../support/globus.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';

const until = async (isSo: () => boolean) => {
  for (let n = 0; !isSo() && n < 400; n++) await new Promise((done) => setTimeout(done, 25));
  expect(isSo()).toBe(true);
};
let world: DataWorld;
let at: (path: string) => string;
beforeAll(async () => {
  world = await dataWorld();
  at = (path) => `${world.collection}:${path}`;
});
beforeEach(() => {
  for (const folder of [world.there, world.other, world.here])
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
});
afterEach(() => world.noFaults());
/** A request of this path is answered late, so that something can happen meanwhile. */
const slow = (path: string) =>
  world.fault({ service: 'transfer', method: 'POST', path, effect: { type: 'latency', ms: 1500 } });
const tree = { 'run/a.txt': 'a', 'run/deep/b.txt': 'bb', 'run/none/': '' };

describe('mv', () => {
  test('renames within a collection', async () => {
    plant(world.there, tree);
    expect((await world.done(['mv', at('/run'), at('/moved')])).stderr).toBe('Moved 1 folder.\n');
    await world.done(['mv', at('/moved/a.txt'), at('/moved/deep')]);
    expect(harvest(world.there)).toEqual({ 'moved/deep/a.txt': 'a', 'moved/deep/b.txt': 'bb', 'moved/none/': '' });
  });

  test('of several that ends in the middle says what is left, in a line that goes on', async () => {
    plant(world.here, { k1: '1', k2: '2', k3: '3' });
    plant(world.there, { 'mm/k2/': '' });
    const first = await world.run(['mv', 'k1', 'k2', 'k3', at('/mm')]);
    expect([first.code, first.stderr]).toEqual([
      1,
      expect.stringContaining(`Go on with: globus mv k2 ${at('/mm/')}\nwith the same options`),
    ]);
    rmSync(join(world.there, 'mm/k2'), { recursive: true });
    await world.done(['mv', 'k2', at('/mm/')]);
    expect([harvest(world.here), harvest(world.there)]).toEqual([{}, { 'mm/k1': '1', 'mm/k2': '2', 'mm/k3': '3' }]);
  });

  test('within a collection, too', async () => {
    plant(world.there, { i1: '1', i2: '2', 'd/i2': 'other' });
    const { code, stderr } = await world.run(['mv', at('/i1'), at('/i2'), at('/d')]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`Go on with: globus mv ${at('/i2')} ${at('/d/')}\n`)]);
    expect(harvest(world.there)).toEqual({ i2: '2', 'd/i1': '1', 'd/i2': 'other' });
  });

  test('takes no originals away whose dates it was to keep and cannot; cp says that it does not', async () => {
    plant(world.here, { f: 'f' });
    expect(await world.run(['mv', '--preserve-mtime', 'f', at('/f')])).toMatchObject({ code: 2 });
    expect(harvest(world.here)).toEqual({ f: 'f' });
    for (const line of [
      ['cp', '--preserve-mtime', 'f', at('/f')],
      ['sync', '--preserve-mtime', '.', at('/s')],
    ])
      expect(await world.run(line)).toMatchObject({
        code: 0,
        stderr: expect.stringContaining('HTTPS cannot set dates'),
      });
  });

  test('keeps a file that is written while the others are being removed', async () => {
    const folder = join(world.here, 'busy');
    mkdirSync(folder);
    for (let i = 100; i < 400; i++) writeFileSync(join(folder, String(i)), 'before');
    const watcher = watch(folder, (_, name) => {
      if (name === '399') writeFileSync(join(folder, '100'), 'after');
    });
    const { code, stderr } = await world.run(['mv', 'busy', at('/')]);
    watcher.close();
    expect([code, stderr]).toEqual([1, expect.stringContaining('was changed after it was copied')]);
    expect(readFileSync(join(folder, '100'), 'utf8')).toBe('after');
  });

  test('copies, compares and removes everywhere else', async () => {
    plant(world.there, tree);
    const { stderr } = await world.done(['mv', at('/run'), '.']);
    expect(stderr).toMatch(/^Moved 2 files, 3 B/m);
    expect([harvest(world.here), harvest(world.there)]).toEqual([tree, {}]);
    await world.done(['mv', 'run', at('/')]);
    expect([harvest(world.here), harvest(world.there)]).toEqual([{}, tree]);
    await world.done(['mv', at('/run'), `${world.second}:/`]);
    expect(harvest(world.there)).toEqual({});
    expect(harvest(world.other)).toMatchObject({ 'run/a.txt': 'a', 'run/deep/b.txt': 'bb' });
    await world.done(['mv', `${world.second}:/run/a.txt`, 'b.txt', '--verify']);
    expect(readFileSync(join(world.here, 'b.txt'), 'utf8')).toBe('a');
    expect(existsSync(join(world.other, 'run/a.txt'))).toBe(false);
  });

  test('deletes nothing that comes into a folder while its delete task waits, and puts back one that changed', async () => {
    plant(world.there, tree);
    await slow('*/delete');
    const moving = world.run(['mv', at('/run'), '.']);
    await until(() => !existsSync(join(world.there, 'run')));
    plant(world.there, { 'run/late': 'late' });
    expect((await moving).code).toBe(0);
    expect([harvest(world.there), harvest(world.here)]).toEqual([{ 'run/late': 'late' }, tree]);

    await world.noFaults();
    await slow('*/rename');
    const again = world.run(['mv', at('/run'), 'again']);
    await until(() => existsSync(join(world.here, 'again/late')));
    await new Promise((done) => setTimeout(done, 300));
    plant(world.there, { 'run/late': 'and more' });
    expect(await again).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/late was changed in run meanwhile, so nothing/),
    });
    expect(harvest(world.there)).toEqual({ 'run/late': 'and more' });
  });

  test.each([
    ['another collection', { service: 'transfer', method: 'POST', path: '*/delete' }],
    ['this machine', { service: 'https', method: 'DELETE' }],
  ])(
    'to %s: a newer file that comes under the name stays, and one that changed is put back',
    async (where, removal) => {
      const isHere = where === 'this machine';
      const to = isHere ? world.here : world.other;
      const into = (name: string) => (isHere ? name || '.' : `${world.second}:/${name}`);
      plant(world.there, { 'one.txt': 'old' });
      await world.fault({ ...removal, effect: { type: 'latency', ms: 1500 } });
      const moving = world.run(['mv', at('/one.txt'), into('')]);
      await until(() => !existsSync(join(world.there, 'one.txt')));
      plant(world.there, { 'one.txt': 'newer' });
      expect((await moving).code).toBe(0);
      expect([harvest(world.there), harvest(to)]).toEqual([{ 'one.txt': 'newer' }, { 'one.txt': 'old' }]);

      await world.noFaults();
      await slow('*/rename');
      const again = world.run(['mv', at('/one.txt'), into('again.txt')]);
      await until(() => existsSync(join(to, 'again.txt')));
      await new Promise((done) => setTimeout(done, 300));
      plant(world.there, { 'one.txt': 'the newest' });
      expect(await again).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('one.txt was changed meanwhile, so nothing was removed'),
      });
      expect(harvest(world.there)).toEqual({ 'one.txt': 'the newest' });
    },
  );

  test.each(['down', 'up', 'between'])(
    'a file that is rewritten with the same size after it was copied stays, %s',
    async (way) => {
      const [from, source] = way === 'up' ? [world.here, 'db'] : [world.there, at('/db')];
      const [to, target] =
        way === 'down' ? [world.here, '.'] : way === 'up' ? [world.there, at('/')] : [world.other, `${world.second}:/`];
      plant(from, { 'db/s': 'OLD', 'db/rest': 'r' });
      const past = new Date(Date.now() - 60_000);
      utimesSync(join(from, 'db/s'), past, past);
      // the second look at the copy waits
      await world.fault({ service: 'transfer', method: 'GET', path: '*/ls', effect: { type: 'latency', ms: 700 } });
      const moving = world.run(['mv', source, target]);
      await until(() => existsSync(join(to, 'db/s')));
      plant(from, { 'db/s': 'NEW' });
      utimesSync(join(from, 'db/s'), new Date(past.getTime() + 2000), new Date(past.getTime() + 2000));
      const { code, stderr } = await moving;
      await world.noFaults();
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(/was not copied as it is|was changed (after it was copied|while it was sent)/),
      ]);
      expect(readFileSync(join(from, 'db/s'), 'utf8')).toBe('NEW');
    },
  );

  test.each(['down', 'up'])('gone on with, it writes over nothing that somebody changed since, %s', async (way) => {
    const [from, line] =
      way === 'down' ? [world.there, ['mv', at('/run'), 'moved']] : [world.here, ['mv', 'run', at('/moved')]];
    const to = join(way === 'down' ? world.here : world.there, 'moved');
    plant(from, { 'run/a.txt': 'a', 'run/b.txt': 'b', 'run/c.txt': 'c', 'run/z.txt': 'z' });
    const configDir = temporaryFolder();
    const past = new Date(Date.now() - 60_000);
    for (const name of ['a', 'b', 'c', 'z']) utimesSync(join(from, `run/${name}.txt`), past, past);
    await world.fault({ service: 'https', path: '*/z.txt', effect: { type: 'status', status: 403 } });
    expect((await world.run(line, { configDir })).code).toBe(1);
    await world.noFaults();
    expect(Object.keys(harvest(to)).sort()).toEqual(['a.txt', 'b.txt', 'c.txt']);
    // the copy was edited, the original was edited later (or is another by now), and it was replaced by one that is older
    plant(to, { 'a.txt': 'EDITED' });
    plant(from, { 'run/b.txt': 'NEWER', 'run/c.txt': 'C' });
    utimesSync(join(to, 'b.txt'), past, past);
    utimesSync(join(from, 'run/c.txt'), past, past);
    const again = await world.run(line, { configDir });
    expect(again.code).toBe(1);
    for (const name of ['a.txt', 'b.txt', 'c.txt'])
      expect(again.stderr).toContain(`${name} is not moved: the one at the destination has something else in it`);
    expect([harvest(to), harvest(join(from, 'run'))]).toEqual([
      { 'a.txt': 'EDITED', 'b.txt': 'b', 'c.txt': 'c', 'z.txt': 'z' },
      { 'a.txt': 'a', 'b.txt': 'NEWER', 'c.txt': 'C', 'z.txt': 'z' },
    ]);
    for (const path of [join(to, 'b.txt'), join(to, 'c.txt'), join(from, 'run/a.txt')]) rmSync(path);
    await world.done(line, { configDir });
    expect(harvest(to)).toEqual({ 'a.txt': 'EDITED', 'b.txt': 'NEWER', 'c.txt': 'C', 'z.txt': 'z' });
    expect(existsSync(join(from, 'run'))).toBe(false);
  });

  test.each(['down', 'up', 'between'])('a folder replaces nothing in one of its name, %s', async (way) => {
    const [from, to, line] =
      way === 'down'
        ? [world.there, world.here, ['mv', at('/run'), 'arch/']]
        : way === 'up'
          ? [world.here, world.there, ['mv', 'run', at('/arch/')]]
          : [world.there, world.other, ['mv', at('/run'), `${world.second}:/arch/`]];
    plant(from, { 'run/results': 'new results', 'run/deep/x': 'x' });
    plant(to, { 'arch/run/results': 'OLD results of the last run', 'arch/run/other': 'o' });
    const past = new Date(Date.now() - 864_000_000);
    for (const path of ['arch/run/results', 'arch/run']) utimesSync(join(to, path), past, past);
    const { code, stderr } = await world.run(line);
    expect([code, stderr]).toEqual([1, expect.stringContaining('run/results is there already')]);
    expect(harvest(to)).toMatchObject({ 'arch/run/results': 'OLD results of the last run', 'arch/run/other': 'o' });
    expect(harvest(join(from, 'run'))).toEqual({ results: 'new results', 'deep/x': 'x' });
    // what has nothing in common becomes one folder
    rmSync(join(to, 'arch/run/results'));
    utimesSync(join(to, 'arch/run'), past, past);
    await world.done(line);
    expect(harvest(to)).toMatchObject({
      'arch/run/results': 'new results',
      'arch/run/deep/x': 'x',
      'arch/run/other': 'o',
    });
    expect(existsSync(join(from, 'run'))).toBe(false);
  });

  test.each(['down', 'up'])('a copy that is gone on with replaces nothing that was edited since, %s', async (way) => {
    const [from, line] =
      way === 'down'
        ? [world.there, ['cp', '-r', at('/run'), 'copied']]
        : [world.here, ['cp', '-r', 'run', at('/copied')]];
    const to = join(way === 'down' ? world.here : world.there, 'copied');
    const past = new Date(Date.now() - 60_000);
    plant(from, { 'run/a.txt': 'a', 'run/b.txt': 'b', 'run/z.txt': 'z' });
    for (const name of ['a', 'b', 'z']) utimesSync(join(from, `run/${name}.txt`), past, past);
    const configDir = temporaryFolder();
    await world.fault({ service: 'https', path: '*/z.txt', effect: { type: 'status', status: 403 } });
    expect((await world.run(line, { configDir })).code).toBe(1);
    await world.noFaults();
    plant(to, { 'a.txt': 'EDITED' });
    plant(from, { 'run/b.txt': 'NEWER' });
    utimesSync(join(to, 'b.txt'), past, past);
    const again = await world.run(line, { configDir });
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('a.txt is not copied: the one at the')]);
    expect(harvest(to)).toEqual({ 'a.txt': 'EDITED', 'b.txt': 'NEWER', 'z.txt': 'z' });
    // who says how files are compared has what differs replaced
    await world.done([...line, '--sync-level', 'size'], { configDir });
    expect(harvest(to)).toMatchObject({ 'a.txt': 'a' });
  });

  test.each([
    ['down', 'a folder that is there'],
    ['up', 'a folder that is there'],
    ['between', 'a folder that is there'],
    ['down', 'a new name'],
    ['up', 'a new name'],
  ])('several at once of one name lose nothing of each other, %s to %s', async (way, where) => {
    const configDir = temporaryFolder();
    const [from, to] =
      way === 'down'
        ? [world.there, world.here]
        : [way === 'up' ? world.here : world.there, way === 'up' ? world.there : world.other];
    const destination = way === 'down' ? './all' : way === 'up' ? at('/all') : `${world.second}:/all`;
    const runs = ['1', '2', '3', '4'];
    // as instruments write them: of one name, one size and one date
    for (const run of runs)
      plant(from, { [`run${run}/out/frame1`]: `frame of ${run}`, [`run${run}/out/frame2`]: `frame of ${run}` });
    if (where === 'a folder that is there') mkdirSync(join(to, 'all'));
    const ended = await Promise.all(
      runs.map((run) =>
        world.run(['mv', way === 'up' ? `run${run}/out` : at(`/run${run}/out`), destination], { configDir }),
      ),
    );
    const all = { ...harvest(from), ...harvest(join(to, 'all')) };
    const frames = Object.values(all).filter((text) => text.startsWith('frame'));
    expect(frames.sort()).toEqual(runs.flatMap((run) => [`frame of ${run}`, `frame of ${run}`]));
    const codes = ended.map(({ code }) => code).sort();
    // of a new name the first is the folder, and one more goes into it
    expect(codes).toEqual(where === 'a new name' ? [0, 0, 1, 1] : [0, 1, 1, 1]);
    expect(ended.map(({ stderr }) => stderr).join('')).toMatch(/Another globus.* moves something to the same place/);
  });

  test.each(['up', 'down', 'between'])('nor where the place is written in several ways, %s', async (way) => {
    const configDir = temporaryFolder();
    const from = way === 'up' ? world.here : world.there;
    const to = way === 'down' ? world.here : way === 'up' ? world.there : world.other;
    const spelled = {
      up: [at('/all/'), at('/~/all/'), at('all/')],
      between: [`${world.second}:/all/`, `${world.second}:/~/all/`, `${world.second}:all/`],
      down: ['all/', './lnk/', join(world.here, 'lnk/../lnk') + '/'],
    }[way as 'up'];
    mkdirSync(join(to, 'all'));
    if (way === 'down') symlinkSync('all', join(to, 'lnk'));
    for (const run of ['1', '2', '3']) plant(from, { [`run${run}/out/frame`]: `frame of ${run}` });
    const ended = await Promise.all(
      spelled.map((destination, i) =>
        world.run(['mv', way === 'up' ? `run${i + 1}/out` : at(`/run${i + 1}/out`), destination], { configDir }),
      ),
    );
    expect(ended.map(({ code }) => code).sort()).toEqual([0, 1, 1]);
    const kept = [...Object.values(harvest(from)), ...Object.values(harvest(join(to, 'all')))];
    expect(kept.filter((text) => text.startsWith('frame of')).sort()).toEqual(
      way === 'down'
        ? expect.arrayContaining(['frame of 1', 'frame of 2', 'frame of 3'])
        : ['frame of 1', 'frame of 2', 'frame of 3'],
    );
  });

  test.each(['up', 'down', 'between'])(
    '--no-clobber replaces no file, also none that comes meanwhile, %s',
    async (way) => {
      const configDir = temporaryFolder();
      const [from, to] =
        way === 'down'
          ? [world.there, world.here]
          : [way === 'up' ? world.here : world.there, way === 'up' ? world.there : world.other];
      const destination = way === 'down' ? './all/' : way === 'up' ? at('/all/') : `${world.second}:/all/`;
      plant(from, { '1/data': 'one', '2/data': 'two' });
      const ended = await Promise.all(
        ['1', '2'].map((run) =>
          world.run(['mv', '--no-clobber', way === 'up' ? `${run}/data` : at(`/${run}/data`), destination], {
            configDir,
          }),
        ),
      );
      expect(ended.map(({ code }) => code).sort()).toEqual([0, 1]);
      const kept = Object.values({ ...harvest(from), ...harvest(join(to, 'all')) }).filter((text) =>
        /one|two/.test(text),
      );
      expect(kept.sort()).toEqual(['one', 'two']);
      plant(from, { '3/data': 'three' });
      const last = await world.run(['mv', '--no-clobber', way === 'up' ? '3/data' : at('/3/data'), destination], {
        configDir,
      });
      expect([last.code, last.stderr]).toEqual([1, expect.stringContaining('--no-clobber replaces nothing')]);
      expect(existsSync(join(from, '3/data'))).toBe(true);
    },
  );

  test('of empty folders says that it moved them', async () => {
    plant(world.there, { 'bare/none/': '' });
    const { stderr } = await world.done(['mv', at('/bare'), `${world.second}:/bare`]);
    expect(stderr).toMatch(/^Moved\.$/m);
    expect([harvest(world.there), harvest(world.other)]).toEqual([{}, { 'bare/none/': '' }]);
  });

  test('a folder with something that cannot be looked at again is not removed', async () => {
    plant(world.there, tree);
    await slow('*/rename');
    const moving = world.run(['mv', at('/run'), '.']);
    await until(() => existsSync(join(world.here, 'run/deep/b.txt')));
    await new Promise((done) => setTimeout(done, 700));
    execFileSync('mkfifo', [join(world.there, 'run/pipe')]);
    const { code, stderr } = await moving;
    expect([code, stderr]).toEqual([1, expect.stringContaining('can be looked at again, so nothing was removed')]);
    expect(existsSync(join(world.there, 'run/pipe'))).toBe(true);
  });

  test('a folder that the collection does not rename is deleted under its name', async () => {
    plant(world.there, tree);
    await world.fault({
      service: 'transfer',
      method: 'POST',
      path: '*/rename',
      effect: { type: 'status', status: 405 },
    });
    await world.done(['mv', at('/run'), '.']);
    expect([harvest(world.there), harvest(world.here)]).toEqual([{}, tree]);
  });

  test('a folder whose delete task is refused has its name again', async () => {
    plant(world.there, tree);
    await world.fault({
      service: 'transfer',
      method: 'POST',
      path: '*/delete',
      effect: { type: 'status', status: 403 },
    });
    expect((await world.run(['mv', at('/run'), '.'])).code).not.toBe(0);
    expect(harvest(world.there)).toEqual(tree);
  });

  test('moves neither the current folder nor the one above, which shells find with .*', async () => {
    plant(world.here, { 'sub/.hidden': 'h', 'sub/x': 'x' });
    plant(world.there, tree);
    for (const line of [
      ['.', '..', '.hidden', at('/')],
      ['sub/..', at('/in')],
      ['./', at('/in')],
      [at('/run/..'), '.'],
      [at('/run/deep/.'), '.'],
      [at('/'), 'all'],
      [at('~'), 'all'],
      [at('/~/'), 'all'],
    ]) {
      const { code, stderr } = await world.run(['mv', ...line], {
        cwd: join(world.here, line.length > 2 ? 'sub' : '.'),
      });
      expect([line, code, stderr]).toEqual([line, 2, expect.stringContaining('is a folder by no name of its own')]);
    }
    expect([harvest(world.here), harvest(world.there)]).toEqual([{ 'sub/.hidden': 'h', 'sub/x': 'x' }, tree]);
  });

  test('removes nothing where something was not copied', async () => {
    plant(world.there, tree);
    await world.fault({ service: 'https', method: 'GET', path: '*/b.txt', effect: { type: 'status', status: 403 } });
    const some = await world.run(['mv', at('/run'), '.']);
    expect([some.code, some.stderr]).toEqual([1, expect.stringMatching(/^Copied 1 file, 1 B/m)]);
    expect(harvest(world.there)).toEqual(tree);
    await world.noFaults();
    plant(world.here, { 'up/x': 'x' });
    await world.fault({ service: 'https', method: 'PUT', effect: { type: 'status', status: 403 } });
    expect((await world.run(['mv', 'up', at('/')])).code).toBe(1);
    expect(existsSync(join(world.here, 'up/x'))).toBe(true);
    expect(await world.run(['mv', 'one'])).toMatchObject({ code: 2 });
    expect((await world.run(['mv', 'up', 'other'])).stderr).toContain('move them with mv');
    expect(await world.run(['mv', at('/nothing'), '.'])).toMatchObject({ code: 1 });
  });
});

describe('edit', () => {
  const editor = (script: string) => ({ env: { EDITOR: `sh -c '${script}' --` } });

  test('sends back what was changed', async () => {
    plant(world.there, { 'notes.txt': 'one\n' });
    expect((await world.done(['edit', at('/notes.txt')], editor('echo two >> "$1"'))).stdout).toContain('was changed');
    expect(harvest(world.there)).toEqual({ 'notes.txt': 'one\ntwo\n' });
    expect((await world.done(['edit', at('/notes.txt')], editor('true'))).stdout).toBe('Nothing was changed.\n');
    // a VISUAL that is empty is none: the file itself would be the command
    const env = { VISUAL: ' ', ...editor('echo new > "$1"').env };
    await world.done(['edit', at('/new.txt')], { env });
    expect(readFileSync(join(world.there, 'new.txt'), 'utf8')).toBe('new\n');
    // a globus that the editor starts acts as this one
    await world.done(['edit', at('/who.txt')], editor('echo $GLOBUS_PROFILE > "$1"'));
    expect(readFileSync(join(world.there, 'who.txt'), 'utf8')).toBe('default\n');
  });

  test('sends nothing where somebody else was faster, and keeps what was written', async () => {
    plant(world.there, { 'notes.txt': 'one\n' });
    const other = join(world.there, 'notes.txt');
    const { code, stderr } = await world.run(
      ['edit', at('/notes.txt')],
      editor(`echo mine >> "$1"; echo theirs > "${other}"`),
    );
    expect(code).toBe(1);
    expect(readFileSync(other, 'utf8')).toBe('theirs\n');
    const kept = /kept in (\S+)/.exec(stderr)?.[1] ?? '';
    expect(readFileSync(kept, 'utf8')).toBe('one\nmine\n');
    rmSync(join(kept, '..'), { recursive: true });
  });

  test('a try that seemed to fail and arrived is no trouble', async () => {
    plant(world.there, { 'notes.txt': 'one\n' });
    await world.fault({ service: 'https', method: 'PUT', effect: { type: 'cut' }, count: 1 });
    await world.done(['edit', at('/notes.txt')], editor('echo two >> "$1"'));
    expect(harvest(world.there)).toEqual({ 'notes.txt': 'one\ntwo\n' });
  });

  test('an editor that fails sends nothing', async () => {
    plant(world.there, { 'notes.txt': 'one\n' });
    const { code, stderr } = await world.run(['edit', at('/notes.txt')], editor('echo two >> "$1"; exit 3'));
    expect(code).toBe(1);
    expect(stderr).toContain('ended with 3: nothing was sent back');
    expect(harvest(world.there)).toEqual({ 'notes.txt': 'one\n' });
  });
});

test('mkdir -p makes the folders above, and is content with one that is there', async () => {
  expect((await world.done(['mkdir', '-p', at('/a/b/c')])).stdout).toContain('created');
  expect((await world.done(['mkdir', '-p', at('/a/b/c')])).stdout).toContain('was there before');
  expect(harvest(world.there)).toEqual({ 'a/b/c/': '' });
  expect((await world.run(['mkdir', at('/x/y')])).code).toBe(1);
  writeFileSync(join(world.there, 'file'), '');
  expect((await world.run(['mkdir', '-p', at('/file/x')])).code).toBe(1);
});
