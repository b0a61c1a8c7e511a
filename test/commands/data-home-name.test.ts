/** A file or folder that is called `~`, at the top of a collection: `/~` leads to the home folder, so nothing is read, written or removed in its place. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { harvest, plant } from '../../sandbox/test/transferring.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';

let world: DataWorld;
beforeAll(async () => {
  world = await dataWorld();
}, 60_000);
beforeEach(() => {
  for (const folder of [world.here, world.there, world.other])
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
});
const root = () => `${world.collection}:/`;
const why = "What is called '~' at the top of a collection cannot be reached";

test.each([
  ['cp', '-r', './~'],
  ['mv', './~'],
  ['sync', '.'],
])('%s %s: nothing is written to the home folder instead', async (...words) => {
  plant(world.here, { '~/f': 'mine' });
  plant(world.there, { f: 'precious' });
  const { code, stdout, stderr } = await world.run([...words, root()]);
  expect([code, stdout + stderr]).toEqual([1, expect.stringContaining(why)]);
  expect([harvest(world.there), harvest(world.here)]).toEqual([{ f: 'precious' }, { '~/f': 'mine' }]);
});

describe('on the collection', () => {
  const tree = { '~/in/x': 'x', keep: 'k' };
  test('what can be reached is copied, and what cannot is told', async () => {
    plant(world.there, tree);
    const { code, stdout, stderr } = await world.run(['cp', '-r', root(), '.']);
    expect([code, stdout + stderr]).toEqual([1, expect.stringContaining(why)]);
    expect(harvest(world.here)).toEqual({ keep: 'k' });
    expect((await world.run(['check', root(), '.'])).code).toBe(1);
  });
  test('sync --delete deletes nothing', async () => {
    plant(world.there, tree);
    plant(world.here, { ...tree, extra: 'e' });
    expect((await world.run(['sync', '--delete', '--yes', root(), '.'])).code).toBe(1);
    expect(harvest(world.here)).toEqual({ ...tree, extra: 'e' });
    expect((await world.run(['sync', '--delete', '--yes', '.', root()])).code).toBe(1);
    expect(harvest(world.there)).toMatchObject(tree);
  });
  test('a file of that name, too', async () => {
    plant(world.there, { '~': 'x', keep: 'k' });
    const { code, stdout, stderr } = await world.run(['cp', `${root()}*`, '.']);
    expect([code, stdout + stderr]).toEqual([1, expect.stringContaining(why)]);
    expect(harvest(world.here)).toEqual({ keep: 'k' });
  });
  test.each([['du'], ['find'], ['tree']])('%s says what it left out', async (command) => {
    plant(world.there, tree);
    const { code, stderr } = await world.run([command, root()]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(why)]);
  });
  test.each([
    ['a file', { '~': 'x', keep: 'k' }],
    ['a folder', { '~/f': 'x', keep: 'k' }],
  ])('find prints no path for %s of that name, which would be the home folder', async (_, planted) => {
    plant(world.there, planted);
    for (const flags of [[], ['--depth', '0'], ['--print0'], ['-F', 'json']]) {
      const { code, stdout, stderr } = await world.run(['find', root(), ...flags]);
      expect([code, stderr]).toEqual([1, expect.stringContaining(why)]);
      expect(stdout).toContain('keep');
      expect(stdout).not.toContain('~');
    }
    const each = await world.run(['find', root(), '--exec', 'echo {}']);
    expect([each.code, each.stderr]).toEqual([1, expect.stringContaining(why)]);
  });
  test.each(['~', '~/', '~/.', '~/./', '~/x/..', '~/..', '/~', '/~/', '//~', '/./~', '/x/../~'])(
    'no list deletes a home folder: %s',
    async (path) => {
      plant(world.there, { keep: 'k' });
      for (const list of [
        ['--batch', '-'],
        ['--manifest', '-', '--from0'],
      ]) {
        const stdin = list.includes('--from0') ? `${path}\0` : `${path}\n`;
        const { code, stderr } = await world.run(['delete', root(), '-r', ...list], { stdin });
        expect([code, stderr], list.join(' ')).toEqual([2, expect.stringContaining('stands for a home folder')]);
      }
      expect(harvest(world.there)).toEqual({ keep: 'k' });
    },
  );
  test('further down it is a name as any other', async () => {
    plant(world.there, { 'd/~/x': 'x' });
    await world.done(['cp', '-r', `${root()}d`, '.']);
    expect(harvest(world.here)).toEqual({ 'd/~/x': 'x' });
    await world.done(['cp', '-r', 'd', `${root()}e`]);
    expect(harvest(world.there)).toEqual({ 'd/~/x': 'x', 'e/~/x': 'x' });
  });
});
