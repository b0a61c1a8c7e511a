/** sync and check, against a sandbox. */
import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { harvest, plant } from '../../sandbox/test/transferring.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';

let world: DataWorld;
let at: (path: string) => string;
let into: (path: string) => string;
beforeAll(async () => {
  world = await dataWorld();
  at = (path) => `${world.collection}:${path}`;
  into = (path) => `${world.second}:${path}`;
});
beforeEach(() => {
  for (const folder of [world.there, world.other, world.here])
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
});
const tree = { 'a.txt': 'a', 'deep/b.txt': 'bb', 'deep/er/c.txt': 'ccc' };
const old = { 'a.txt': 'older', 'deep/b.txt': 'bb', 'extra.txt': 'x', 'gone/d.txt': 'd', 'gone/e/f.txt': 'f' };
const signs = (stdout: string) => stdout.trim().split('\n').filter(Boolean).sort();

describe.each([
  ['from a collection', () => [world.there, world.here, at('/'), '.'] as const],
  ['to a collection', () => [world.here, world.there, '.', at('/')] as const],
  ['between collections', () => [world.there, world.other, at('/'), into('/')] as const],
])('sync %s', (_, sides) => {
  test('the plan says what would be done, and nothing is', async () => {
    const [from, to, source, destination] = sides();
    plant(from, tree);
    plant(to, old);
    const { stdout, stderr } = await world.done(['sync', '--plan', source, destination]);
    expect(signs(stdout)).toEqual([
      '+ deep/er/c.txt (3 B)',
      '- extra.txt (1 B)',
      '- gone/',
      '- gone/d.txt (1 B)',
      '- gone/e/',
      '- gone/e/f.txt (1 B)',
      '= deep/b.txt (2 B)',
      '~ a.txt (1 B)',
    ]);
    expect(stderr).toContain('1 new, 1 changed, 5 extra, 1 the same.');
    expect(harvest(to)).toEqual(old);
    expect(await world.json(['sync', '--plan', source, destination])).toMatchObject({
      new: 1,
      changed: 1,
      extra: 5,
      same: 1,
      bytes: 4,
    });
    expect((await world.run(['sync', '--check', source, destination])).code).toBe(1);
  });

  test('copies what is new and changed, and leaves the rest', async () => {
    const [from, to, source, destination] = sides();
    plant(from, tree);
    plant(to, old);
    await world.done(['sync', source, destination]);
    expect(harvest(to)).toEqual({ ...old, ...tree });
    expect((await world.done(['sync', '--check', source, destination])).code).toBe(0);
    expect((await world.run(['sync', '--check', '--delete', source, destination])).code).toBe(1);
    // again: nothing is to be done
    expect((await world.json(['sync', source, destination])).files).toBe(0);
  });

  test('--delete takes away what is extra, once it was agreed to', async () => {
    const [from, to, source, destination] = sides();
    plant(from, tree);
    plant(to, old);
    const unasked = await world.run(['sync', '--delete', source, destination]);
    expect(unasked.code).toBe(2);
    expect(unasked.stderr).toContain('add --yes');
    expect(harvest(to)).toEqual(old);
    const { stdout, stderr } = await world.done(['sync', '--delete', '--yes', source, destination]);
    expect(harvest(to)).toEqual(tree);
    expect(stderr).toContain(`Deleted ${stdout.match(/^- /gm)?.length} at the destination.`);
  });

  test('what is left out of the copy is left alone there', async () => {
    const [from, to, source, destination] = sides();
    plant(from, tree);
    plant(to, { ...old, 'gone/keep.log': 'log', 'gone/e/more.log': 'log' });
    await world.done(['sync', '--delete', '--yes', '--exclude', '*.log', source, destination]);
    expect(harvest(to)).toEqual({ ...tree, 'gone/keep.log': 'log', 'gone/e/more.log': 'log' });
  });

  test('into a folder that is not there yet', async () => {
    const [from, to, source, destination] = sides();
    plant(from, tree);
    await world.done(['sync', source, destination === '.' ? 'new/er' : `${destination}new/er`]);
    expect(harvest(join(to, 'new/er'))).toEqual(tree);
  });
});

test('what is newer at the destination stays, unless content decides', async () => {
  plant(world.there, { 'a.txt': 'one' });
  plant(world.here, { 'a.txt': 'two' });
  expect((await world.json(['sync', '--plan', at('/'), '.'])).same).toBe(1);
  expect((await world.json(['sync', '--plan', '--sync-level', 'checksum', at('/'), '.'])).changed).toBe(1);
  utimesSync(join(world.here, 'a.txt'), 1_600_000_000, 1_600_000_000);
  expect((await world.json(['sync', '--plan', at('/'), '.'])).changed).toBe(1);
});

test('nothing is deleted where something was not copied', async () => {
  plant(world.there, tree);
  plant(world.here, { extra: 'x' });
  await world.fault({ service: 'https', method: 'GET', path: '*/a.txt', effect: { type: 'status', status: 403 } });
  expect((await world.run(['sync', '--delete', '--yes', at('/'), '.'])).code).toBe(1);
  await world.noFaults();
  expect(existsSync(join(world.here, 'extra'))).toBe(true);
});

test('a folder that could not be listed is no empty one', async () => {
  plant(world.there, tree);
  plant(world.here, tree);
  await world.fault({
    service: 'transfer',
    method: 'GET',
    path: '*/operation/*',
    effect: { type: 'status', status: 502, code: 'EndpointError' },
  });
  const { code } = await world.run(['sync', '--delete', '--yes', at('/'), '.']);
  await world.noFaults();
  expect(code).toBe(1);
  expect(harvest(world.here)).toEqual(tree);
});

describe('check', () => {
  test('tells folders that only one side has, whichever it is', async () => {
    plant(world.here, { 'a.txt': 'a', 'bare/deep/': '' });
    plant(world.there, { 'a.txt': 'a' });
    expect(await world.run(['check', '.', at('/')])).toMatchObject({ code: 1, stdout: '+ bare/deep/\n' });
    expect(await world.run(['check', at('/'), '.'])).toMatchObject({ code: 1, stdout: '- bare/\n- bare/deep/\n' });
    expect((await world.run(['sync', '--check', '.', at('/')])).code).toBe(1);
    expect((await world.done(['sync', '.', at('/')])).stderr).toContain('Copied 1 folder.');
    expect((await world.done(['sync', '--check', '.', at('/')])).code).toBe(0);
    expect((await world.done(['check', '.', at('/')])).stderr).toBe('They are the same.\n');
    const none = await world.done(['check', '.', at('/'), '--include', '*.nope']);
    expect(none.stderr).toBe('They are the same: there is no file to compare.\n');
  });

  test('finds folders and files the same, or says what differs', async () => {
    plant(world.there, tree);
    plant(world.here, tree);
    const same = await world.run(['check', '.', at('/')]);
    expect(same).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^They are the same: \d+ files\.\n$/),
    });
    expect(await world.run(['check', 'a.txt', at('/a.txt')])).toMatchObject({ code: 0 });
    writeFileSync(join(world.here, 'a.txt'), 'A');
    expect(await world.run(['check', '.', at('/')])).toMatchObject({ code: 0 });
    const byContent = await world.run(['check', '--by', 'content', '.', at('/')]);
    expect(byContent).toMatchObject({ code: 1, stdout: '~ a.txt (1 B)\n' });
    expect(byContent.stderr).toContain('They differ: 0 new, 1 changed');
    expect(await world.run(['check', '--by', 'content', 'a.txt', at('/a.txt')])).toMatchObject({ code: 1 });
    mkdirSync(join(world.here, 'only'));
    writeFileSync(join(world.here, 'only/here'), 'x');
    rmSync(join(world.here, 'deep/b.txt'));
    expect(signs((await world.run(['check', '.', at('/')])).stdout)).toEqual([
      '+ only/here (1 B)',
      '- deep/b.txt (2 B)',
    ]);
    expect(await world.run(['check', '.', at('/'), '--exclude', 'only', '--exclude', 'b.txt'])).toMatchObject({
      code: 0,
    });
  });

  test('by time, and between collections', async () => {
    plant(world.there, tree);
    plant(world.other, tree);
    for (const folder of [world.there, world.other])
      for (const name of Object.keys(tree)) utimesSync(join(folder, name), 1_600_000_000, 1_600_000_000);
    expect(await world.run(['check', '--by', 'time', at('/'), into('/')])).toMatchObject({ code: 0 });
    expect(await world.run(['check', '--by', 'content', at('/'), into('/')])).toMatchObject({ code: 0 });
    utimesSync(join(world.other, 'a.txt'), 1_700_000_000, 1_700_000_000);
    expect(await world.run(['check', '--by', 'time', at('/'), into('/')])).toMatchObject({ code: 1 });
    expect((await world.run(['check', at('/nothing'), into('/')])).code).toBe(1);
  });
});
