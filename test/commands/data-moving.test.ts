/** mv, edit and mkdir -p, against a sandbox. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { harvest, plant } from '../../sandbox/test/transferring.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';

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
const tree = { 'run/a.txt': 'a', 'run/deep/b.txt': 'bb', 'run/none/': '' };

describe('mv', () => {
  test('renames within a collection', async () => {
    plant(world.there, tree);
    await world.done(['mv', at('/run'), at('/moved')]);
    await world.done(['mv', at('/moved/a.txt'), at('/moved/deep')]);
    expect(harvest(world.there)).toEqual({ 'moved/deep/a.txt': 'a', 'moved/deep/b.txt': 'bb', 'moved/none/': '' });
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
