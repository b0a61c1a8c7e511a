/** A sandbox that is killed while its world is replaced: the world is the one before or the one after, whole, with its files. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { exportWorld } from '../src/edge/export.js';
import { World } from '../src/world.js';
import { inhabitant } from './replace-world.js';
import { temporaryFolder } from './signed-in.js';
import { bundled } from './support/bundled.js';

let program: string;
beforeAll(async () => {
  program = await bundled(fileURLToPath(new URL('replace-child.ts', import.meta.url)));
});

const source = { text: '{"people":[]}', name: 'mine' };
const things = (world: World) => world.store.table<string>('test.things');
/** A world with a row and files that are called after it. */
async function makeWorld(name: string, dir: string, exportTo?: string): Promise<void> {
  const world = new World({ dir, world: source }, [inhabitant]);
  things(world).put('own', name);
  for (const folder of [world.collectionsFolder, world.tasksFolder]) {
    mkdirSync(join(folder, 'a'));
    writeFileSync(join(folder, 'a', name), name);
  }
  world.store.flush();
  if (exportTo !== undefined) await exportWorld(world, exportTo);
  await world.close();
}

/** What there is when the folder is opened again, in one line. */
async function found(dir: string): Promise<string> {
  const world = new World({ dir }, [inhabitant]);
  const files = (folder: string) => (existsSync(join(folder, 'a')) ? readdirSync(join(folder, 'a')).join() : 'none');
  const words = [
    things(world).get('own') ?? 'none',
    files(world.collectionsFolder),
    files(world.tasksFolder),
    things(world).get('seeded'),
    world.source?.text,
  ];
  await world.close();
  return words.join(' ');
}

/** What comes of a replacement or an export that is killed before that operation, and whether it was over before. */
function killed(dir: string, how: string, folder: string, number: number): boolean {
  const argv = [program, dir, how, folder, String(number)];
  const { status, signal, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  if (signal === null) expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return signal === null;
}

test('an export that is killed is none, and the same line makes it', async () => {
  const dir = temporaryFolder();
  await makeWorld('before', dir);
  const wrong: string[] = [];
  let number = 0;
  for (let isOver = false; !isOver; number++) {
    const folder = join(temporaryFolder(), 'export');
    isOver = killed(dir, 'export', folder, number);
    // one that was killed after the last operation holds an export
    if (existsSync(join(folder, 'world.json'))) expect(readFileSync(join(folder, 'world.json'), 'utf8')).toMatch(/\}$/);
    else if (!killed(dir, 'export', folder, Infinity)) wrong.push(`${number}: not made again`);
    expect(readdirSync(folder).sort()).toEqual(['collections', 'tasks', 'world.json']);
  }
  expect(wrong).toEqual([]);
  expect(number).toBeGreaterThan(3);
});

test.each([
  ['import', 'after after after yes'],
  ['reset', 'none none none yes'],
])('%s, killed before each operation on a file', async (how, after) => {
  const [before, exported] = [temporaryFolder(), join(temporaryFolder(), 'export')];
  await makeWorld('before', before);
  await makeWorld('after', temporaryFolder(), exported);
  const rest = ` ${source.text}`;
  const wrong: string[] = [];
  let number = 0;
  for (let isOver = false; !isOver; number++) {
    const dir = temporaryFolder();
    cpSync(before, dir, { recursive: true });
    isOver = killed(dir, how, exported, number);
    const there = await found(dir);
    const isWhole = there === after + rest || (!isOver && there === `before before before yes${rest}`);
    if (!isWhole) wrong.push(`before operation ${number}: ${there}`);
    // nothing stays of what was under way
    const left = [dir, join(dir, 'state')]
      .flatMap((folder) => readdirSync(folder))
      .filter((name) => /new|next/.test(name));
    if (left.length) wrong.push(`before operation ${number}: ${left.join()} is left`);
  }
  expect(wrong).toEqual([]);
  expect(number).toBeGreaterThan(5);
});
