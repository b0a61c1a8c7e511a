/** Names as people and programs give them, and files of no bytes: there and back, whatever they are. Against a sandbox. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { harvest, plant } from '../../sandbox/test/transferring.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';

let world: DataWorld;
beforeAll(async () => {
  world = await dataWorld();
}, 60_000);
beforeEach(() => {
  for (const folder of [world.there, world.other, world.here])
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
});
const at = (path: string) => `${world.collection}:${path}`;
const names = [
  'with space',
  ' ends in spaces  ',
  '-n',
  '--delete',
  'caf\u00e9',
  'cafe\u0301',
  'Upper',
  'upper',
  '100%25',
  'a#b?c&d=e+f',
  'back\\slash',
  'quote\'s "two"',
  'a:b',
  '@at',
  '~tilde',
  '$HOME `id`',
  '*.txt',
  '[x]',
  '...',
  '.hidden',
  '\u6df1\u304f',
  '\u{1f600}',
];
const tree = Object.fromEntries(
  names.flatMap((name, i) => [
    [name, i % 3 ? `file ${i}` : ''],
    [`folder/${name} folder/${name}`, String(i)],
  ]),
);

describe('odd names and empty files', () => {
  test('go up and come down by cp, mv and sync', async () => {
    plant(join(world.here, 'odd'), tree);
    await world.done(['cp', '-r', 'odd', at('/')]);
    expect(harvest(join(world.there, 'odd'))).toEqual(tree);
    await world.done(['sync', '--delete', '--yes', at('/odd'), 'synced']);
    expect(harvest(join(world.here, 'synced'))).toEqual(tree);
    expect(await world.run(['sync', '--check', '--delete', 'odd', at('/odd')])).toMatchObject({ code: 0 });
    expect(await world.run(['check', '--by', 'content', at('/odd'), 'synced'])).toMatchObject({ code: 0 });
    await world.done(['mv', at('/odd'), 'moved']);
    expect(harvest(join(world.here, 'moved'))).toEqual(tree);
    expect(readdirSync(world.there)).toEqual([]);
    await world.done(['sync', 'moved', at('/back')]);
    await world.done(['cp', '-r', at('/back'), `${world.second}:/`]);
    expect(harvest(join(world.other, 'back'))).toEqual(tree);
  }, 120_000);

  test('are got and put one by one', async () => {
    plant(world.there, tree);
    for (const folder of [join(world.there, 'put'), join(world.here, 'into')]) mkdirSync(folder);
    for (const name of names) {
      await world.done(['get', at(`/${name}`), 'got']);
      await world.done(['put', 'got', at(`/put/${name}`)]);
      await world.done(['get', at(`/${name}`), 'into/']);
    }
    const flat = Object.fromEntries(names.map((name) => [name, tree[name]]));
    expect(harvest(join(world.there, 'put'))).toEqual(flat);
    expect(harvest(join(world.here, 'into'))).toEqual(flat);
  }, 120_000);
});

test('a name that begins with a dash is a flag, unless it is after --', async () => {
  writeFileSync(join(world.here, '-n'), 'dash');
  await world.done(['cp', '--', '-n', at('/')]);
  await world.done(['put', './-n', at('/x')]);
  expect(harvest(world.there)).toEqual({ '-n': 'dash', x: 'dash' });
});

describe('a slash at the end', () => {
  test('of a destination makes it a folder, of a source nothing', async () => {
    plant(world.there, { 'run/a': 'a' });
    await world.done(['cp', at('/run/a'), 'new/']);
    await world.done(['cp', '-r', at('/run/'), 'copy']);
    await world.done(['cp', '-r', at('/run'), 'copy/']);
    expect(harvest(world.here)).toEqual({ 'new/a': 'a', 'copy/a': 'a', 'copy/run/a': 'a' });
    await world.done(['cp', 'new/a', at('/up/')]);
    await world.done(['cp', '-r', 'new/', at('/as')]);
    expect(harvest(world.there)).toEqual({ 'run/a': 'a', 'up/a': 'a', 'as/a': 'a' });
  });

  test('of what is a file is no reason to lose it', async () => {
    plant(world.there, { a: 'there' });
    plant(world.here, { b: 'here' });
    expect((await world.run(['cp', 'b', at('/a/')])).code).toBe(1);
    expect((await world.run(['cp', at('/a'), 'b/'])).code).toBe(1);
    expect((await world.run(['get', at('/a'), 'b/'])).code).toBe(1);
    expect([harvest(world.there), harvest(world.here)]).toEqual([{ a: 'there' }, { b: 'here' }]);
  });
});

test('sync --delete of a file to a folder deletes nothing', async () => {
  plant(world.there, { file: 'f', 'folder/x': 'x' });
  plant(world.here, { file: 'f', 'folder/x': 'x' });
  for (const line of [
    [at('/file'), 'folder'],
    ['file', at('/folder')],
    [at('/file'), `${world.second}:/`],
  ])
    expect((await world.run(['sync', '--delete', '--yes', ...line])).code, line.join(' ')).not.toBe(0);
  expect([harvest(world.there), harvest(world.here)]).toEqual(Array(2).fill({ file: 'f', 'folder/x': 'x' }));
});

/** Node reads such names with U+FFFD in them: a path made of that is of another file, or of none. */
test.runIf(process.platform === 'linux')(
  'a name that is not UTF-8 is told, and no other goes in its place',
  async () => {
    const plantStrange = (...names: readonly string[]) => {
      mkdirSync(join(world.here, 'run'), { recursive: true });
      for (const name of names) writeFileSync(Buffer.from(`${world.here}/run/${name}`, 'latin1'), name);
    };
    plantStrange('good', 'caf\xe9');
    const alone = await world.run(['cp', '-r', 'run', at('/')]);
    expect([alone.code, alone.stderr]).toEqual([1, expect.stringContaining('run/caf\\xe9 is not UTF-8')]);
    expect(alone.stderr).toContain('Copied 1 file, 4 B');
    writeFileSync(join(world.here, 'run/caf\ufffd'), 'real');
    mkdirSync(Buffer.from(`${world.here}/run/d\xe9`, 'latin1'));
    const all = { good: 'good', 'caf\ufffd': 'real' };
    for (const line of [
      ['sync', 'run', at('/synced')],
      ['mv', 'run', at('/moved')],
      ['cp', '-r', 'run/*', at('/synced/')],
    ]) {
      const { code, stdout, stderr } = await world.run(line);
      expect([code, stdout.match(/caf\ufffd/g)?.length ?? 1], stderr).toEqual([1, 1]);
      expect(stderr).toContain('run/d\\xe9 is not UTF-8');
    }
    expect(harvest(join(world.there, 'synced'))).toEqual(all);
    expect(readdirSync(join(world.here, 'run')).length).toBe(4);
  },
  60_000,
);
