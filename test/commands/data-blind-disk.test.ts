/** Copies to a disk that takes names which differ in capitals alone for the same: `File.txt` of a collection is `file.txt` here. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { harvest, plant } from '../../sandbox/test/transferring.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';
import { scratch } from '../support/sandbox-user.js';

const [disk, images] = [scratch(), scratch()];
const does = (line: string) => spawnSync('sh', ['-c', line], { stdio: 'ignore', timeout: 20_000 }).status === 0;
/** A disk of that kind, made with what this machine has. */
const kinds: readonly (() => boolean)[] = [
  () => does(`mount -t tmpfs -o casefold,size=8m tmpfs ${disk} && mkdir ${disk}/x && chattr +F ${disk}/x`),
  () => does(`mkfs.vfat ${images}/fat && mount -o loop,utf8 ${images}/fat ${disk} && mkdir ${disk}/x`),
  () => does(`mkfs.vfat ${images}/fat && fusefat -o rw+ ${images}/fat ${disk} && mkdir ${disk}/x`),
];
writeFileSync(join(images, 'fat'), '');
truncateSync(join(images, 'fat'), 40 * 1024 * 1024);
const isMounted = process.geteuid?.() === 0 && kinds.some((make) => make());
if (!isMounted) console.info('skipped: a disk without capitals needs root, and a casefold tmpfs, vfat or fusefat');
afterAll(() => {
  if (isMounted) execFileSync('umount', [disk]);
});

let here: string;
let world: DataWorld;
beforeAll(async () => {
  if (isMounted) world = await dataWorld();
}, 60_000);
let folders = 0;
beforeEach(() => {
  if (!isMounted) return;
  for (const name of readdirSync(world.there)) rmSync(join(world.there, name), { recursive: true });
  // fusefat does not find again what was removed
  here = join(disk, 'x', String(++folders));
  mkdirSync(here);
});
const at = (path: string) => `${world.collection}:${path}`;
const source = { 'File.txt': 'new', 'Deep/Same.txt': 'same', 'Deep/Er/c.txt': 'ccc' };
const old = { 'file.txt': 'older', 'deep/same.txt': 'same', 'deep/extra.txt': 'x' };
const lower = (files: object) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name.toLowerCase(), text as string]));
/** Files of the collection, older than any copy: fusefat keeps no dates, and says 1970. */
const plantThere = (folder: string) => {
  plant(folder, source);
  for (const name of Object.keys(source)) utimesSync(join(folder, name), 0, 0);
  utimesSync(folder, 0, 0);
};
const plantBoth = () => {
  plantThere(world.there);
  plant(here, old);
};

test.skipIf(!isMounted)('a plan and a check take the two spellings for one file', async () => {
  plantBoth();
  const { stdout } = await world.done(['sync', '--plan', '--delete', at('/'), here]);
  expect(stdout.trim().split('\n').sort()).toEqual([
    '+ Deep/Er/c.txt (3 B)',
    '- deep/extra.txt (1 B)',
    '= Deep/Same.txt (4 B)',
    '~ File.txt (3 B)',
  ]);
  const checked = await world.run(['check', '-F', 'json', at('/'), here]);
  expect(checked.code).toBe(1);
  expect(JSON.parse(checked.stdout)).toMatchObject({ new: 1, changed: 1, extra: 1, same: 1 });
  expect(harvest(here)).toEqual(old);
});

test.skipIf(!isMounted)('sync --delete keeps what it has just copied', async () => {
  plantBoth();
  await world.done(['sync', '--delete', '--yes', at('/'), here]);
  expect(lower(harvest(here))).toEqual(lower(source));
  expect((await world.done(['sync', '--check', '--delete', at('/'), here])).code).toBe(0);
  await world.done(['check', at('/'), here]);
});

test.skipIf(!isMounted)('cp --update copies what differs alone, and mv removes what it has compared', async () => {
  plantBoth();
  mkdirSync(join(here, 'RUN'));
  plant(join(here, 'RUN'), old);
  const before = statSync(join(here, 'RUN/deep/same.txt')).ino;
  plantThere(join(world.there, 'run'));
  const copied = await world.json(['cp', '-r', '-u', at('/run'), `${here}/`]);
  const rows = copied.DATA.filter(({ type }: { type: string }) => type === 'file');
  expect(rows.map(({ action, path }: Record<string, string>) => `${action} ${path}`).sort()).toEqual([
    '+ run/Deep/Er/c.txt',
    '= run/Deep/Same.txt',
    '~ run/File.txt',
  ]);
  expect(copied.files).toBe(2);
  expect(statSync(join(here, 'RUN/deep/same.txt')).ino).toBe(before);
  await world.done(['mv', at('/run'), `${here}/`]);
  expect(readdirSync(world.there).sort()).toEqual(['Deep', 'File.txt']);
  expect(readFileSync(join(here, 'run/file.txt'), 'utf8')).toBe('new');
});
