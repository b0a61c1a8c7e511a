/** Sources and destinations that overlap, or are one and the same by two names: nothing is lost. Against a sandbox. */
import { readdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { overlapOf } from '../../src/globus/data/apart.js';
import type { Place } from '../../src/globus/data/place.js';
import type { FileList } from '../../src/services/transfer.js';
import { harvest, plant } from '../../sandbox/test/transferring.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';

let world: DataWorld;
/** A second collection over the folder of the first, as a guest collection or another endpoint of the same disk. */
let twin: string;
beforeAll(async () => {
  world = await dataWorld();
  twin = (await world.admin('POST', '/collections', { display_name: 'Twin', path: world.there })).json.id as string;
}, 60_000);
const tree = { 'run/a.txt': 'a', 'run/deep/b.txt': 'bb', 'other/c.txt': 'c' };
beforeEach(() => {
  for (const folder of [world.there, world.other, world.here])
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  plant(world.there, tree);
});
const at = (path: string) => `${world.collection}:${path}`;

test.each([
  [['cp', '/run/a.txt', '/run/a.txt'], 'copied onto itself'],
  [['cp', '/run/a.txt', '/run'], 'copied onto itself'],
  [['cp', '-r', '/run', '/run'], 'copied into itself, to /run/run'],
  [['cp', '-r', '/run/', '/run/deep/new'], 'copied into itself'],
  [['cp', '-r', '/run', '/other', '/run/deep'], 'copied into itself'],
  [['cp', '/run/*.txt', '/run/'], 'copied onto itself'],
  [['sync', '/run', '/run'], 'the same folder'],
  [['sync', '/run/', '/run/deep'], 'is in the folder that it is to be made as'],
  [['sync', '--delete', '--yes', '/run/deep', '/run'], '--delete would take it away'],
  [['sync', '--delete', '--yes', '/run', '/'], '--delete would take it away'],
])('%j is a wrong line', async (line, why) => {
  const { code, stderr } = await world.run(line.map((word) => (word.startsWith('/') ? at(word) : word)));
  expect([code, stderr]).toEqual([2, expect.stringContaining(why)]);
  expect(harvest(world.there)).toEqual(tree);
});

test('a folder is copied beside itself, and what is in it above', async () => {
  await world.done(['cp', '-r', at('/run'), at('/run2')]);
  await world.done(['sync', at('/run/deep'), at('/run')]);
  expect(harvest(world.there)).toEqual({
    ...tree,
    'run2/a.txt': 'a',
    'run2/deep/b.txt': 'bb',
    'run/b.txt': 'bb',
  });
  expect(await world.run(['check', at('/run'), at('/run')])).toMatchObject({ code: 0 });
});

test.each(['/run', '/run/a.txt'])(
  'mv of %s to itself by another collection, or on this machine, removes nothing',
  async (path) => {
    const above = path.slice(0, path.lastIndexOf('/') + 1);
    const twice = await world.run(['mv', at(path), `${twin}:${above}`]);
    expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining('may be the very same')]);
    symlinkSync(world.there, join(world.here, 'mounted'));
    const folder = path === '/run' ? 'mounted/' : 'mounted/run/';
    for (const line of [
      [at(path), folder],
      [`mounted${path}`, at(folder.slice(7))],
    ]) {
      const { code, stderr } = await world.run(['mv', ...line]);
      expect([code, stderr]).toEqual([1, expect.stringContaining('may be the very same')]);
    }
    expect(harvest(world.there)).toEqual(tree);
  },
);

test('the home folder is the same by both of its names', async () => {
  const asked: unknown[] = [];
  const transfer = async () => ({
    listDirectory: (_: string, query: unknown) => {
      asked.push(query);
      return Promise.resolve({ DATA: [], absolute_path: '/home/ada/' } as unknown as FileList);
    },
  });
  const on = (path: string) => ({ at: 'collection', endpoint: { id: '1' }, path }) as unknown as Place;
  expect(await overlapOf(on('/~'), on('/home/ada'), transfer)).toBe('same');
  expect(await overlapOf(on('/home/ada/a'), on('/~/a/b'), transfer)).toBe('destination within source');
  expect(await overlapOf(on('/~/a'), on('/home'), transfer)).toBe('source within destination');
  expect(await overlapOf(on('/~/a'), on('/home/adam/a'), transfer)).toBeUndefined();
  expect(asked).toEqual(Array(4).fill({ path: '/~/', limit: 1 }));
  expect(await overlapOf(on('/~/a'), on('/~/ab'), transfer)).toBeUndefined();
  expect(asked).toHaveLength(4);
});

test('mv takes the place of what is there and not the same', async () => {
  plant(world.here, { 'a.txt': 'A' });
  utimesSync(join(world.here, 'a.txt'), 1_600_000_000, 1_600_000_000);
  await world.done(['mv', at('/run/a.txt'), '.']);
  expect(harvest(world.here)).toEqual({ 'a.txt': 'a' });
});
