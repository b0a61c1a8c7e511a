import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../support/globus.js';

const bytes = Buffer.from('what is in it');
let folder: string;
let writeSmall: typeof import('../../../src/globus/data/small-file.js').writeSmall;
beforeEach(async () => {
  folder = temporaryFolder();
  // what is known of the disk is that of the process
  vi.resetModules();
  ({ writeSmall } = await import('../../../src/globus/data/small-file.js'));
});
afterEach(() => vi.restoreAllMocks());

/** Lets the next writes take other threads, as a disk that takes long has it. */
async function onSlowDisk(): Promise<void> {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
  await writeSmall(join(folder, 'first'), bytes, undefined);
  expect(clock).toHaveBeenCalledTimes(2);
  // a write that is not timed is one of another thread
  await writeSmall(join(folder, 'second'), bytes, undefined);
  expect(clock).toHaveBeenCalledTimes(2);
}
const disks: [string, () => Promise<void>][] = [
  ['quick', () => Promise.resolve()],
  ['slow', onSlowDisk],
];

test.each(disks)(
  'a small file is there whole, with its date, and nothing beside it, on a %s disk',
  async (_, begin) => {
    await begin();
    const path = join(folder, 'new');
    const modified = new Date('2020-01-02T03:04:05Z');
    await writeSmall(path, bytes, modified);
    expect(readFileSync(path)).toEqual(bytes);
    expect(statSync(path).mtime).toEqual(modified);
    writeFileSync(join(folder, 'old'), 'much longer than what takes its place');
    await writeSmall(join(folder, 'old'), Buffer.alloc(0), undefined);
    expect(statSync(join(folder, 'old')).size).toBe(0);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  },
);

test.each(disks)('what cannot be replaced stays, and nothing is left beside it, on a %s disk', async (_, begin) => {
  await begin();
  mkdirSync(join(folder, 'there'));
  await expect(writeSmall(join(folder, 'there'), bytes, undefined)).rejects.toThrow(/EISDIR|EEXIST|ENOTEMPTY|EPERM/);
  await expect(writeSmall(join(folder, 'none', 'new'), bytes, undefined)).rejects.toMatchObject({
    code: 'ENOENT',
    syscall: 'open',
  });
  if (process.platform !== 'win32') {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await expect(writeSmall(join(folder, 'pipe'), bytes, undefined)).rejects.toThrow('is a device or a pipe');
    expect(lstatSync(join(folder, 'pipe')).isFIFO()).toBe(true);
    // a link is replaced, and what it leads to is not
    writeFileSync(join(folder, 'target'), 'stays');
    symlinkSync('target', join(folder, 'link'));
    await writeSmall(join(folder, 'link'), bytes, undefined);
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('stays');
    expect(lstatSync(join(folder, 'link')).isFile()).toBe(true);
  }
  expect(existsSync(join(folder, 'there'))).toBe(true);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('a slow disk is tried again after some files', async () => {
  await onSlowDisk();
  let timed = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (timed += 1));
  for (let i = 0; i < 25; i++) await writeSmall(join(folder, String(i)), bytes, undefined);
  expect(timed).toBeGreaterThan(0);
});
