import { mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { asListed, HeldFolders, writingInside } from '../../../src/globus/data/held-folder.js';
import { temporaryFolder } from '../../support/globus.js';

let root: string;
let outside: string;
beforeEach(() => {
  root = temporaryFolder();
  outside = temporaryFolder();
  mkdirSync(join(root, 'a/b'), { recursive: true });
  mkdirSync(join(root, 'c'));
});
const swap = () => {
  renameSync(join(root, 'a'), join(root, 'aside'));
  symlinkSync(outside, join(root, 'a'));
};

test.runIf(process.platform === 'linux')('what is written goes into the folder that was found', async () => {
  mkdirSync(join(outside, 'b'));
  const held = new HeldFolders(root, writingInside(root));
  await held.within('a/b', async (at) => {
    swap();
    writeFileSync(join(at, 'file'), '');
    // the second looks at the same folder, since the first is not done
    await held.within('a/b', (again) => writeFileSync(join(again, 'second'), ''));
  });
  expect(readdirSync(join(root, 'aside/b'))).toEqual(['file', 'second']);
  expect(readdirSync(join(outside, 'b'))).toEqual([]);
  // once nobody is at it, it is looked at anew
  await expect(held.within('a/b', () => 'written')).rejects.toThrow(/leads out/);
});

describe.each([
  ['with handles', process.platform === 'linux'],
  ['without handles', false],
])('%s', (_, hasHandles) => {
  const writing = () => new HeldFolders(root, writingInside(root), hasHandles);
  const listed = () => new HeldFolders(root, asListed, hasHandles);

  test('a link out of the root is refused, whatever folder of the path it is', async () => {
    mkdirSync(join(outside, 'b'));
    swap();
    for (const folder of ['a', 'a/b']) {
      await expect(writing().within(folder, () => 'written')).rejects.toThrow(
        `${join(root, folder)} is a link that leads out of ${root}: nothing is written there.`,
      );
      await expect(listed().within(folder, () => 'deleted')).rejects.toThrow(
        /is another folder than when it was listed/,
      );
    }
  });

  test('a link to another folder of the root is written through, but nothing is deleted by it', async () => {
    symlinkSync('c', join(root, 'link'));
    await writing().within('link', (at) => writeFileSync(join(at, 'file'), ''));
    expect(readdirSync(join(root, 'c'))).toEqual(['file']);
    await expect(listed().within('link', () => 'deleted')).rejects.toThrow(/another folder/);
  });

  test('a root that is a link itself is what it leads to', async () => {
    const link = join(outside, 'link');
    symlinkSync(root, link);
    for (const holding of [writingInside(link), asListed])
      expect(await new HeldFolders(link, holding, hasHandles).within('a/b', () => 'done')).toBe('done');
    expect(await new HeldFolders('/', asListed, hasHandles).within(root.slice(1), () => 'done')).toBe('done');
  });

  test('what is no folder, or gone, is told as the system does', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(writing().within('none', () => 'done')).rejects.toMatchObject({ code: 'ENOENT' });
    if (hasHandles) await expect(writing().within('file', () => 'done')).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});

test.runIf(process.platform === 'linux')('no handle stays open', async () => {
  const open = () => readdirSync('/proc/self/fd').length;
  const before = open();
  const held = new HeldFolders(root, writingInside(root));
  symlinkSync(outside, join(root, 'link'));
  await Promise.allSettled(['', 'a', 'a/b', 'c', 'link', 'none'].map((folder) => held.within(folder, () => 'done')));
  await expect(held.within('a', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(open()).toBe(before);
});
