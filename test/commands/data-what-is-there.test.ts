/** What is there where a file is to come: a link that is named stands for what it leads to, and a file lends its permissions. */
import {
  chmodSync,
  chownSync,
  closeSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { mayFollow } from '../../src/globus/data/local-path.js';
import { takeRights } from '../../src/globus/data/rights.js';
import { PartFile } from '../../src/globus/data/part-file.js';
import { plant } from '../../sandbox/test/transferring.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';

let world: DataWorld;
let at: (path: string) => string;
beforeAll(async () => {
  world = await dataWorld();
  at = (path) => `${world.collection}:${path}`;
  plant(world.there, { 'new.txt': 'new' });
  mkdirSync(join(world.here, 'target'));
});

describe.skipIf(process.platform === 'win32')('the permissions of a file that is there', () => {
  const modeOf = (name: string) => statSync(join(world.here, name)).mode & 0o777;
  beforeAll(() => {
    // in one piece, in several, and at once
    plant(world.there, { 'modes/small': 'new', 'modes/large': 'x'.repeat(3_000_000), 'modes/empty': '' });
  });

  test.each([0o600, 0o755, 0o640])('are those of the new one: %o', async (mode) => {
    for (const [words, folder] of [
      [['cp', '-r', at('/modes'), '.'], 'modes'],
      [['sync', at('/modes'), 'synced'], 'synced'],
    ] as const) {
      const names = ['small', 'large', 'empty'].map((name) => `${folder}/${name}`);
      plant(world.here, Object.fromEntries(names.map((name) => [name, `old ${mode}`])));
      for (const name of names) chmodSync(join(world.here, name), mode);
      await world.done([...words]);
      expect(names.map(modeOf)).toEqual([mode, mode, mode]);
      expect(readFileSync(join(world.here, names[0] ?? ''), 'utf8')).toBe('new');
    }
    await world.done(['get', at('/modes/large'), 'modes/small']);
    expect(modeOf('modes/small')).toBe(mode);
  });

  test('are those of the draft, too', async () => {
    plant(world.here, { secret: 'old' });
    const path = join(world.here, 'secret');
    chmodSync(path, 0o600);
    const part = await PartFile.open(path, { url: 'u', etag: 'e', length: 3 });
    expect(modeOf('.secret.globus-part')).toBe(0o600);
    await part.discard();
    // one that nobody may write to is gone on with, too
    chmodSync(path, 0o444);
    const version = { url: 'u', etag: 'e', length: 3 };
    const begun = await PartFile.open(path, version);
    await begun.leave();
    const again = await PartFile.open(path, version);
    await again.write(Buffer.from('new'), 0);
    await again.finish(undefined);
    expect([modeOf('secret'), readFileSync(path, 'utf8')]).toEqual([0o444, 'new']);
  });
});

const isRoot = process.getuid?.() === 0;
/** nobody and nogroup, on most systems. */
const other = 65534;
test.skipIf(process.platform === 'win32')(
  'are not those of what a link led to, where the link is replaced',
  async () => {
    plant(world.there, { 'pe/f': 'new' });
    plant(world.here, { loose: 'old', 'dst/pe/g': 'g' });
    chmodSync(join(world.here, 'loose'), 0o777);
    symlinkSync('../../loose', join(world.here, 'dst/pe/f'));
    await world.done(['cp', '-r', at('/pe'), 'dst']);
    const { mode } = lstatSync(join(world.here, 'dst/pe/f'));
    writeFileSync(join(world.here, 'fresh'), '');
    expect(mode).toBe(statSync(join(world.here, 'fresh')).mode);
    expect(readFileSync(join(world.here, 'loose'), 'utf8')).toBe('old');
  },
);

describe.skipIf(process.platform === 'win32')('the owner and the group of a file that is there', () => {
  test.runIf(isRoot)('stay, for root may give files to others (needs root)', async () => {
    plant(world.there, { 'owned/small': 'new', 'owned/large': 'x'.repeat(3_000_000) });
    plant(world.here, { 'owned/small': 'old', 'owned/large': 'old' });
    const paths = ['small', 'large'].map((name) => join(world.here, 'owned', name));
    for (const path of paths) {
      chmodSync(path, 0o640);
      chownSync(path, other, other);
    }
    await world.done(['cp', '-r', at('/owned'), '.']);
    for (const path of paths) {
      const { uid, gid, mode } = statSync(path);
      expect([uid, gid, mode & 0o777]).toEqual([other, other, 0o640]);
    }
  });

  test.each([
    [0o664, 0o644],
    [0o640, 0o600],
    [0o606, 0o604],
  ])('another group, where its own cannot stay, may do no more than everybody: %o becomes %o', (mode, less) => {
    const path = join(world.here, `group-${mode}`);
    const there = { mode, uid: process.getuid?.() ?? 0, gid: isRoot ? other - 1 : 0 };
    const draft = openSync(path, 'w');
    if (isRoot) {
      chownSync(path, other, other);
      process.setegid?.(other);
      process.seteuid?.(other);
    }
    try {
      takeRights(draft, there);
    } finally {
      closeSync(draft);
      if (isRoot) process.seteuid?.(0);
      if (isRoot) process.setegid?.(0);
    }
    expect(statSync(path).mode & 0o777).toBe(less);
  });
});

test.skipIf(process.platform === 'win32')("behind a link, '..' is the folder above what it leads to", async () => {
  plant(world.here, { 'w/f': 'here', 'other/f': 'there', 'other/dir/x': 'x' });
  symlinkSync('../other/dir', join(world.here, 'w/lnk'));
  await world.done(['put', 'w/lnk/../f', at('/behind.txt')]);
  expect(readFileSync(join(world.there, 'behind.txt'), 'utf8')).toBe('there');
  await world.done(['get', at('/new.txt'), 'w/lnk/../got']);
  expect(readFileSync(join(world.here, 'other/got'), 'utf8')).toBe('new');
  // a list that is read by its name is the same file
  writeFileSync(join(world.here, 'w/list'), '/here\n');
  writeFileSync(join(world.here, 'other/list'), '/there\n');
  const { stdout } = await world.done(['delete', world.collection, '--batch', 'w/lnk/../list', '--dry-run']);
  expect(stdout).toContain('/there');
  await world.done(['get', at('/new.txt'), 'w/nothing/../got']);
  expect(readFileSync(join(world.here, 'w/got'), 'utf8')).toBe('new');
});

test.each([
  ['is mine', { uid: 1 }, { uid: 0, mode: 0o41777 }, true],
  ['is of another one, in /tmp', { uid: 2 }, { uid: 0, mode: 0o41777 }, false],
  ['is of whose the folder is', { uid: 2 }, { uid: 2, mode: 0o41777 }, true],
  ['is of another one, in a folder that is not open', { uid: 2 }, { uid: 0, mode: 0o41775 }, true],
])('a link that %s', (_, link, folder, isFollowed) => {
  expect(mayFollow(link, folder, 1)).toBe(isFollowed);
  expect(mayFollow(link, folder, undefined)).toBe(true);
});

describe.skipIf(process.platform === 'win32').each(['get', 'cp'])('%s to a link', (command) => {
  const here = (...names: string[]) => join(world.here, ...names);
  const linked = (name: string, to: string) => symlinkSync(to, here(name));

  test('writes what it leads to, and leaves the link', async () => {
    writeFileSync(here('target', command), 'old');
    linked(`${command}-1`, `target/${command}`);
    linked(`${command}-2`, `${command}-1`);
    await world.done([command, at('/new.txt'), `${command}-2`]);
    expect(readlinkSync(here(`${command}-2`))).toBe(`${command}-1`);
    expect(readlinkSync(here(`${command}-1`))).toBe(`target/${command}`);
    expect(readFileSync(here('target', command), 'utf8')).toBe('new');
    expect(readdirSync(here('target')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('makes what is not there yet', async () => {
    linked(`${command}-3`, `target/${command}-later`);
    await world.done([command, at('/new.txt'), `${command}-3`]);
    expect(readFileSync(here('target', `${command}-later`), 'utf8')).toBe('new');
  });

  test.runIf(isRoot)('follows no link that another user made where everybody may write (needs root)', async () => {
    mkdirSync(here(`${command}-open`));
    chmodSync(here(`${command}-open`), 0o1777);
    writeFileSync(here('target', `${command}-precious`), 'old');
    const planted = `${command}-open/report`;
    linked(planted, `../target/${command}-precious`);
    lchownSync(here(planted), other, other);
    expect(await world.run([command, at('/new.txt'), planted])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching('a link that another user made') as string,
    });
    expect(readFileSync(here('target', `${command}-precious`), 'utf8')).toBe('old');
    // where only the owner may write, it is theirs to say
    chmodSync(here(`${command}-open`), 0o755);
    await world.done([command, at('/new.txt'), planted]);
    expect(readFileSync(here('target', `${command}-precious`), 'utf8')).toBe('new');
  });

  test('refuses links in a circle, and what stands for an open file', async () => {
    linked(`${command}-a`, `${command}-b`);
    linked(`${command}-b`, `${command}-a`);
    expect((await world.run([command, at('/new.txt'), `${command}-a`])).code).not.toBe(0);
    if (process.platform !== 'linux') return;
    // as /dev/stdout is
    linked(`${command}-out`, '/proc/self/fd/1');
    const { code, stderr } = await world.run([command, at('/new.txt'), `${command}-out`]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching('no file can take its place') as string,
    });
    expect(lstatSync(here(`${command}-out`)).isSymbolicLink()).toBe(true);
  });
});
