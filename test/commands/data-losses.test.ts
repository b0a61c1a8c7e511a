/** What a stranger found that could lose data: each is a line that once did. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dataWorld, type DataWorld } from '../support/data-world.js';

let world: DataWorld;
beforeAll(async () => {
  world = await dataWorld();
}, 60_000);
beforeEach(() => {
  for (const folder of [world.here, world.there, world.other])
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
});
const at = (path: string) => `${world.collection}:${path}`;
const file = (folder: string, path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};

describe('two things of one name', () => {
  test('mv moves neither, whichever way', async () => {
    file(world.here, 'a/f', '1');
    file(world.here, 'b/f', '2');
    mkdirSync(join(world.there, 'out'));
    const up = await world.run(['mv', 'a/f', 'b/f', at('/out/')]);
    expect([up.code, up.stderr]).toEqual([2, expect.stringContaining('would both become /out/f')]);
    expect(readdirSync(join(world.there, 'out'))).toEqual([]);
    file(world.there, 'a/f', '1');
    file(world.there, 'b/f', '2');
    expect((await world.run(['mv', at('/a/f'), at('/b/f'), 'out/'])).code).toBe(2);
    expect(readFileSync(join(world.there, 'a/f'), 'utf8')).toBe('1');
    expect(readFileSync(join(world.here, 'b/f'), 'utf8')).toBe('2');
  });

  test('cp writes one and says of the other that it did not', async () => {
    file(world.here, 'a/f', '1');
    file(world.here, 'b/f', '2');
    mkdirSync(join(world.there, 'out'));
    const up = await world.run(['cp', 'a/f', 'b/f', at('/out/')]);
    expect([up.code, up.stderr]).toEqual([1, expect.stringContaining('both have the same name there')]);
    const between = await world.run(['cp', at('/out/f'), at('/out/f'), `${world.second}:/out/`]);
    expect([between.code, between.stderr]).toEqual([2, expect.stringContaining('would both become /out/f')]);
  });
});

test('sync --delete leaves alone what the source has, though a filter leaves it out of the copy', async () => {
  file(world.here, 's/old.txt', 'old');
  const past = new Date(Date.now() - 20 * 86_400_000);
  utimesSync(join(world.here, 's/old.txt'), past, past);
  file(world.there, 's/old.txt', 'copy');
  file(world.there, 's/extra.txt', 'extra');
  await world.done(['sync', 's', at('/s'), '--max-age', '7d', '--delete', '--yes']);
  expect(readdirSync(join(world.there, 's'))).toEqual(['old.txt']);
});

test.skipIf(process.getuid?.() === 0)('what cannot be looked at is told, and nothing is deleted', async () => {
  file(world.here, 's/sub/x', 'x');
  file(world.there, 's/sub/x', 'x');
  chmodSync(join(world.here, 's/sub'), 0o400);
  try {
    expect((await world.run(['sync', 's', at('/s'), '--delete', '--yes'])).code).toBe(1);
  } finally {
    chmodSync(join(world.here, 's/sub'), 0o700);
  }
  expect(existsSync(join(world.there, 's/sub/x'))).toBe(true);
});

test('mv of a folder of a collection with a pipe in it removes nothing', async () => {
  file(world.there, 'd/f', 'f');
  execFileSync('mkfifo', [join(world.there, 'd/pipe')]);
  const { code, stderr } = await world.run(['mv', at('/d'), 'd']);
  expect([code, stderr]).toEqual([1, expect.stringContaining('pipe is neither a file, a folder nor a link')]);
  expect(readdirSync(join(world.there, 'd'))).toEqual(['f', 'pipe']);
});

test('sync goes past what downloads left unfinished, and deletes names of its own disk whatever is in them', async () => {
  file(world.there, 's/f', 'f');
  file(world.here, 's/.big.globus-part', 'half');
  file(world.here, 's/.big.globus-part.json', '{}');
  file(world.here, 's/a\tb', 'extra');
  await world.done(['sync', at('/s'), 's', '--delete', '--yes']);
  expect(readdirSync(join(world.here, 's')).sort()).toEqual(['.big.globus-part', '.big.globus-part.json', 'f']);
});

test('mv of several makes the folder that is not there, both ways', async () => {
  file(world.here, 'a', '1');
  file(world.here, 'b', '2');
  await world.done(['mv', 'a', 'b', at('/new')]);
  expect(readdirSync(join(world.there, 'new'))).toEqual(['a', 'b']);
  await world.done(['mv', at('/new/a'), at('/new/b'), 'back']);
  expect(readdirSync(join(world.here, 'back'))).toEqual(['a', 'b']);
});

test('mv leaves a link and what it leads to', async () => {
  file(world.here, 'real/f', 'f');
  symlinkSync('real', join(world.here, 'link'));
  const { code, stderr } = await world.run(['mv', 'link', at('/x')]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('is a link')]);
  expect(readdirSync(join(world.here, 'real'))).toEqual(['f']);
});

test('get replaces no pipe', async () => {
  file(world.there, 'f', 'f');
  execFileSync('mkfifo', [join(world.here, 'pipe')]);
  const { code, stderr } = await world.run(['get', at('/f'), 'pipe']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('a device or a pipe')]);
  expect(lstatSync(join(world.here, 'pipe')).isFIFO()).toBe(true);
});

test('edit keeps what was saved before the editor failed', async () => {
  file(world.there, 'f.txt', 'old');
  const { code, stderr } = await world.run(['edit', at('/f.txt')], {
    env: { EDITOR: 'sh -c \'echo new >> "$0"; exit 3\'' },
  });
  expect(code).toBe(1);
  const kept = /Your version is kept in (\S+)/.exec(stderr)?.[1] ?? '';
  expect(readFileSync(kept, 'utf8')).toBe('oldnew\n');
  rmSync(join(kept, '..'), { recursive: true });
});

test('edit waits for no pipe that the editor left, and sends none', async () => {
  file(world.there, 'f.txt', 'old');
  for (const [left, says] of [
    ['rm "$0"; mkfifo "$0"', 'something that is no file'],
    ['rm "$0"; mkfifo "$0"; exit 3', 'ended with 3'],
    ['rm "$0"', 'no file'],
  ] as const) {
    const { code, stderr } = await world.run(['edit', at('/f.txt')], { env: { EDITOR: `sh -c '${left}'` } });
    expect([code, stderr]).toEqual([1, expect.stringContaining(says)]);
  }
  expect(readFileSync(join(world.there, 'f.txt'), 'utf8')).toBe('old');
});

test('a hook that fails does not hide why the copy failed', async () => {
  const { code, stderr } = await world.run(['cp', at('/none'), '.', '--on-failure', 'exit 3']);
  expect([code, stderr]).toEqual([1, expect.stringContaining('/ is there, /none is not.')]);
  expect(stderr).toContain("The command 'exit 3' ended with 3.");
});

test('--update of one file lists no folder of the destination', async () => {
  file(world.here, 'f', 'f');
  file(world.there, 'deep/a/b/c', 'c');
  const lists = async () =>
    ((await world.admin('GET', '/log')).json.requests as { path: string }[]).filter(({ path }) => path.endsWith('/ls'))
      .length;
  const before = await lists();
  await world.done(['cp', '--update', 'f', at('/deep/')]);
  expect(await lists()).toBe(before);
  expect(readdirSync(join(world.there, 'deep')).sort()).toEqual(['a', 'f']);
});
