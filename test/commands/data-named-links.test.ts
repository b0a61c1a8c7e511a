/** A link that is named as the place of a file stands for what it leads to. */
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
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
