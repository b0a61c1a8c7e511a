/** What a sandbox whose disk is full answers: all that only reads; every change is refused before it is made. */
import { beforeAll, expect, test, vi } from 'vitest';
import { until } from './transferring.js';
import { wholeWorld, type WholeWorld } from './whole-world.js';

/** A disk with room for so many bytes more. */
const disk = vi.hoisted(() => ({ room: Infinity }));
vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs')>();
  const writeSync = ((...given: Parameters<typeof real.writeSync>) => {
    const [file, content, offset = 0, length = content.byteLength - offset, position] = given as unknown as [
      number,
      Buffer,
      number?,
      number?,
      number?,
    ];
    const fits = Math.min(length, disk.room);
    if (length > 0 && fits === 0)
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
    disk.room -= fits;
    return real.writeSync(file, content, offset, fits, position);
  }) as typeof real.writeSync;
  const ftruncateSync = (file: number, length: number) => {
    disk.room += real.fstatSync(file).size - length;
    real.ftruncateSync(file, length);
  };
  const replaced = { writeSync, ftruncateSync };
  return { ...real, default: { ...real, ...replaced }, ...replaced };
});

let world: WholeWorld;
beforeAll(async () => {
  world = await wholeWorld();
});
const bookmark = (name: string) =>
  world.ada.ask('transfer', 'POST', '/v0.10/bookmark', {
    name,
    path: '/x/',
    endpoint_id: world.env['GLOBUS_SANDBOX_TUTORIAL'],
  });
const bookmarks = async () => {
  const { status, json } = await world.ada.ask('transfer', 'GET', '/v0.10/bookmark_list');
  expect(status).toBe(200);
  return (json.DATA as { name: string }[]).map(({ name }) => name);
};

test('reads go on, changes are refused in words and not made, and it goes on when there is room', async () => {
  expect((await bookmark('before')).status).toBe(201);
  disk.room = 0;
  try {
    // The first one finds out, and is kept in what is held in reserve.
    expect((await bookmark('first')).status).toBe(201);
    for (const name of ['second', 'third']) {
      const { status, json } = await bookmark(name);
      expect([status, json.code]).toEqual([500, 'InternalError']);
      expect(json.message).toMatch(/cannot keep its state in .+: ENOSPC: no space left on device/);
    }
    expect(await bookmarks()).toEqual(expect.arrayContaining(['before', 'first']));
    expect(await bookmarks()).not.toContain('second');
    const index = world.env['GLOBUS_SANDBOX_INDEX'];
    const tutorial = world.env['GLOBUS_SANDBOX_TUTORIAL'];
    const { ada } = world;
    for (const [service, method, path, body] of [
      ['transfer', 'GET', '/v0.10/task_list'],
      ['transfer', 'GET', `/v0.10/operation/endpoint/${tutorial}/ls?path=/home/share/godata/`],
      ['search', 'GET', `/v1/index/${index}/search?q=soup`],
      ['search', 'POST', `/v1/index/${index}/search`, { q: 'soup' }],
      ['groups', 'GET', '/v2/groups/my_groups'],
      ['flows', 'GET', '/flows'],
      [
        'flows',
        'POST',
        '/flows/validate',
        { definition: { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } } },
      ],
      ['timer', 'GET', '/jobs/'],
      ['compute', 'GET', '/v2/endpoints'],
    ] as const)
      expect([path, (await ada.ask(service, method, path, body)).status]).toEqual([path, 200]);
    for (const [service, method, path, body] of [
      ['groups', 'POST', '/v2/groups', { name: 'G' }],
      ['flows', 'POST', '/flows', { title: 'F', definition: {}, input_schema: {} }],
      ['search', 'POST', '/v1/index', { display_name: 'I', description: 'x' }],
      ['timer', 'POST', '/v2/timer', {}],
      ['auth', 'POST', '/v2/api/projects', {}],
    ] as const) {
      const { status, json } = await ada.ask(service, method, path, body);
      expect([path, status, JSON.stringify(json)]).toEqual([
        path,
        500,
        expect.stringContaining('cannot keep its state'),
      ]);
    }
    expect((await world.admin('GET', '/health')).status).toBe(200);
  } finally {
    disk.room = Infinity;
  }
  expect((await bookmark('after')).status).toBe(201);
  const names = await bookmarks();
  expect(names).toEqual(expect.arrayContaining(['before', 'first', 'after']));
  expect(names.filter((name) => name === 'second' || name === 'third')).toEqual([]);
  await until(async () => ((await bookmark('third')).status === 201 ? true : undefined));
  expect((await world.admin('GET', '/state')).json.breakdowns).toEqual([]);
});

test('of many that are under way when it fills up, each is kept or refused before it is made', async () => {
  const names = Array.from({ length: 40 }, (_, i) => `crowd ${i}`);
  disk.room = 1500;
  try {
    const answers = await Promise.all(names.map(bookmark));
    const kept = names.filter((_, i) => answers[i]!.status === 201);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(names.length);
    const listed = new Set(await bookmarks());
    expect(names.filter((name) => listed.has(name))).toEqual(kept);
  } finally {
    disk.room = Infinity;
  }
});
