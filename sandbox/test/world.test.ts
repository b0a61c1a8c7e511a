import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exportWorld, importWorld } from '../src/edge/export.js';
import { World, type Inhabitant } from '../src/world.js';
import { temporaryFolder } from './signed-in.js';

/** A world with one inhabitant, whose work takes a moment to end, and what is true of that work. */
function worldWithWork({ end = () => delay(20) }: { end?: () => Promise<unknown> } = {}) {
  const work = { running: 0, most: 0, starts: 0 };
  const inhabitant: Inhabitant = {
    seed: (world) => world.store.table<string>('test.things').put('seeded', 'yes'),
    run: () => {
      work.starts += 1;
      work.running += 1;
      work.most = Math.max(work.most, work.running);
      return async () => {
        await end();
        work.running -= 1;
      };
    },
  };
  const dir = temporaryFolder();
  const world = new World({ dir }, [inhabitant]);
  world.run();
  const things = world.store.table<string>('test.things');
  let closed = false;
  const close = async () => {
    closed = true;
    await world.close();
  };
  onTestFinished(async () => {
    if (!closed) await close();
  });
  return { world, dir, work, things, close };
}

describe('what replaces or copies the world', () => {
  test.skipIf(process.platform !== 'linux')(
    'an export to a place that takes no folders is refused at once',
    async () => {
      const { world } = worldWithWork();
      for (const folder of ['/proc/none', '/proc/none/below'])
        await expect(exportWorld(world, folder)).rejects.toMatchObject({ status: 400 });
      await expect(exportWorld(world, '/proc/self')).rejects.toMatchObject({ status: 409 });
    },
  );

  test('comes one after another, each with background work at rest', async () => {
    const { world, work, things } = worldWithWork();
    const folder = join(temporaryFolder(), 'export');
    mkdirSync(folder);
    things.put('own', 'kept');
    const resting: [number, boolean][] = [];
    const note = () => {
      resting.push([work.running, world.isPaused]);
    };
    await Promise.all([
      world.whilePaused(note),
      exportWorld(world, folder),
      world.reset(),
      world.whilePaused(note),
      expect(exportWorld(world, folder)).rejects.toMatchObject({ status: 409 }),
      world.whilePaused(note),
    ]);
    expect(resting).toEqual([
      [0, true],
      [0, true],
      [0, true],
    ]);
    expect(work).toEqual({ running: 1, most: 1, starts: 7 });
    expect(things.get('own')).toBeUndefined();
    await Promise.all([importWorld(world, folder), importWorld(world, folder)]);
    expect(work).toEqual({ running: 1, most: 1, starts: 9 });
    expect(things.get('own')).toBe('kept');
  });

  test('is done before the world closes, and refused afterwards', async () => {
    const { world, work, things, close } = worldWithWork();
    things.put('own', 'gone after the reset');
    const reset = world.reset();
    await Promise.all([reset, close()]);
    expect(work.running).toBe(0);
    expect(things.get('own')).toBeUndefined();
    await expect(world.reset()).rejects.toThrow('this sandbox is closed');
    expect(work.running).toBe(0);
  });

  test.each([
    ['fails', (): Promise<unknown> => Promise.resolve()],
    ['could not even begin', (): Promise<unknown> => Promise.reject(new Error('no'))],
  ])('leaves background work running when it %s', async (_, end) => {
    let ends = 0;
    const { world, work } = worldWithWork({ end: () => ((ends += 1) === 1 ? end() : Promise.resolve()) });
    const work1 = world.whilePaused(() => {
      throw new Error('no');
    });
    await expect(work1).rejects.toThrow('no');
    expect(world.isPaused).toBe(false);
    expect(work.starts).toBe(2);
  });

  test('leaves the world as it was, on disk too, when the disk does not take the new one', async () => {
    const { world, dir, work, things, close } = worldWithWork();
    things.put('own', 'kept');
    const file = join(world.collectionsFolder, 'file.txt');
    writeFileSync(file, 'mine');
    const { id } = world;
    // where the snapshot is drafted stands a folder
    const draft = join(dir, 'state', 'state.json.new');
    mkdirSync(join(draft, 'in the way'), { recursive: true });
    await expect(world.reset()).rejects.toThrow();
    expect([world.id, things.get('own'), things.get('seeded')]).toEqual([id, 'kept', 'yes']);
    expect(existsSync(file)).toBe(true);
    expect([world.isPaused, work.running]).toEqual([false, 1]);
    things.put('later', 'kept, too');
    world.store.flush();
    rmSync(draft, { recursive: true });
    await close();
    const again = new World({ dir }, []);
    onTestFinished(() => again.close());
    expect(Object.fromEntries(again.store.table<string>('test.things').entries())).toEqual({
      seeded: 'yes',
      own: 'kept',
      later: 'kept, too',
    });
  });
});
