/** Downloads to a disk that is full before they are whole: nothing is lost, and going on costs what was missing. */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plant } from '../../sandbox/test/transferring.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';
import { scratch } from '../support/sandbox-user.js';

/** A small file system of its own, where this user may make one. */
const disk = scratch();
const mount = (size: string, more = '') =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `${more}size=${size},mode=0700`, 'tmpfs', disk], { stdio: 'ignore' })
    .status === 0;
const isMounted = process.geteuid?.() === 0 && mount('12m');
if (!isMounted) console.info('skipped: a full disk needs root and the right to mount a tmpfs');
afterAll(() => {
  if (isMounted) execFileSync('umount', [disk]);
});

let world: DataWorld;
beforeAll(async () => {
  if (isMounted) world = await dataWorld();
}, 60_000);
const at = (path: string) => `${world.collection}:${path}`;

test.skipIf(!isMounted)('a large file is gone on with once there is room', async () => {
  const big = randomBytes(20 * 1024 * 1024);
  writeFileSync(join(world.there, 'big'), big);
  const full = await world.run(['get', at('/big'), disk]);
  expect([full.code, full.stderr]).toEqual([1, expect.stringContaining('There is no space left for')]);
  expect(readdirSync(disk).sort()).toEqual(['.big.globus-part', '.big.globus-part.json']);
  expect(mount('64m', 'remount,')).toBe(true);
  const { bytes_kept: kept } = await world.json(['get', at('/big'), disk]);
  expect(kept).toBeGreaterThan(4 * 1024 * 1024);
  expect(readFileSync(join(disk, 'big')).equals(big)).toBe(true);
  expect(readdirSync(disk)).toEqual(['big']);
});

test.skipIf(!isMounted)(
  'many files end at the first that finds no room, and the rest comes with --update',
  async () => {
    for (const name of readdirSync(disk)) rmSync(join(disk, name));
    expect(mount('4m', 'remount,')).toBe(true);
    const files = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`many/${i}`, String(i).repeat(60_000)]));
    plant(world.there, files);
    const line = ['cp', '-r', '--update', at('/many'), `${disk}/`];
    const full = await world.run(line);
    expect([full.code, full.stderr]).toEqual([1, expect.stringContaining('There is no space left for')]);
    const whole = () => {
      const names = readdirSync(join(disk, 'many'));
      for (const name of names)
        expect(readFileSync(join(disk, 'many', name), 'utf8') === files[`many/${name}`], name).toBe(true);
      return names.length;
    };
    expect(whole()).toBeGreaterThan(10);
    expect(mount('64m', 'remount,')).toBe(true);
    const { DATA } = await world.json(line);
    expect((DATA as { action: string }[]).filter(({ action }) => action === '=').length).toBeGreaterThan(10);
    expect(whole()).toBe(100);
  },
);
