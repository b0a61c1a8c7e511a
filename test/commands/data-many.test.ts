/** Copies of more items than one task takes, between collections of a sandbox: each task is submitted once, whatever breaks. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { submissionRecords } from '../../src/host/submission-records.js';
import { harvest, plant } from '../../sandbox/test/transferring.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';

const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`run/${name}.txt`, name]));
const there = Object.fromEntries(Object.entries(files).map(([path, text]) => [path.slice(4), text]));
const configDir = mkdtempSync(join(tmpdir(), 'globus-many-'));
afterAll(() => rmSync(configDir, { recursive: true }));
let world: DataWorld;
let begun = 0;
/** The tasks that there are since the test began. */
const tasks = async (): Promise<number> =>
  ((await world.ask('transfer', 'GET', '/v0.10/task_list?limit=1000')) as { DATA: unknown[] }).DATA.length - begun;
beforeAll(async () => {
  world = await dataWorld();
});
beforeEach(async () => {
  for (const folder of [world.there, world.other])
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  plant(world.there, files);
  rmSync(join(configDir, 'submissions'), { recursive: true, force: true });
  begun = 0;
  begun = await tasks();
});
afterEach(() => world.noFaults());
const until = async (isSo: () => boolean) => {
  for (let n = 0; !isSo() && n < 400; n++) await new Promise((done) => setTimeout(done, 25));
  expect(isSo()).toBe(true);
};
const run = (...argv: string[]) => world.run([...argv, '--items-per-task', '2'], { configDir });
const rows = (stdout: string) => stdout.trim().split('\n');
const asked = (input: string | URL | Request, init?: RequestInit) => ({
  url: input instanceof Request ? input.url : String(input),
  method: init?.method ?? (input instanceof Request ? input.method : 'GET'),
});
/**
 * The network, on which submissions break from the nth on: the service has it and the answer is lost, or it is refused.
 */
const breakingAt = (nth: number, how: 'lost' | 'refused'): typeof fetch => {
  let seen = 0;
  return async (input, init) => {
    const { method, url } = asked(input, init);
    if (method !== 'POST' || !url.endsWith('/transfer') || ++seen < nth) return fetch(input, init);
    if (how === 'refused') return Response.json({ code: 'ClientError.Forbidden', message: 'no' }, { status: 403 });
    await fetch(input, init);
    throw new TypeError('fetch failed');
  };
};
const broken = (line: readonly string[], ...how: Parameters<typeof breakingAt>) =>
  world.run([...line, '--items-per-task', '2'], { configDir, network: breakingAt(...how) });
/** A run that cannot wait for its tasks: nobody tells it how they are. */
const unwatched = (line: readonly string[]) =>
  world.run([...line, '--items-per-task', '2'], {
    configDir,
    network: async (input, init) => {
      const { method, url } = asked(input, init);
      if (method === 'GET' && url.includes('/task/'))
        return Response.json({ code: 'ClientError.Forbidden', message: 'no' }, { status: 403 });
      return fetch(input, init);
    },
  });

describe('cp', () => {
  const line = () => ['cp', `${world.collection}:/run/*.txt`, `${world.second}:/`];
  test('submits several tasks, and waits for all', async () => {
    const { code, stdout, stderr } = await run(...line());
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('3 tasks were accepted') });
    expect(rows(stdout).map((row) => row.replace(/\S{36}/, 'ID'))).toEqual([
      '* task ID: 2 files (2 B)',
      '* task ID: 2 files (2 B)',
      '* task ID: 1 file (1 B)',
    ]);
    expect(harvest(world.other)).toEqual(there);
    expect(await tasks()).toBe(3);
    // what is over is new work
    expect(rows((await run(...line(), '--no-wait')).stdout)).toHaveLength(3);
    expect(await tasks()).toBe(6);
  });

  test.each(['lost', 'refused'] as const)('that is %s in the middle goes on where it ended', async (how) => {
    for (const nth of [1, 2, 3]) {
      begun += await tasks();
      const first = await broken(line(), nth, how);
      expect(first, first.stderr).toMatchObject({ code: 1 });
      expect(await tasks()).toBe(how === 'lost' ? nth : nth - 1);
      plant(world.there, { 'run/late.txt': 'late' });
      const second = await run(...line());
      expect(second, second.stderr).toMatchObject({ code: 0 });
      expect(second.stderr).toContain('An earlier run of this command is finished first');
      // what has changed since is copied after that
      expect([rows(second.stdout).length, await tasks()]).toEqual([4, 4]);
      expect(harvest(world.other)).toEqual({ ...there, 'late.txt': 'late' });
      for (const folder of [world.other, join(world.there, 'run')])
        for (const name of readdirSync(folder))
          if (folder === world.other || name === 'late.txt') rmSync(join(folder, name));
    }
  });

  test('that goes on replaces what was written at the destination after its tasks had ended', async () => {
    const stopped = await unwatched(line());
    expect([stopped.code, await tasks()]).toEqual([1, 3]);
    await until(() => Object.keys(harvest(world.other)).length === 5);
    // damaged, and no longer or shorter; another was touched while the tasks ran
    plant(world.other, { 'a.txt': 'X' });
    const [later, soon] = [Date.now() + 3_600_000, Date.now() + 1000].map((time) => new Date(time));
    utimesSync(join(world.other, 'a.txt'), later as Date, later as Date);
    utimesSync(join(world.other, 'b.txt'), soon as Date, soon as Date);
    const second = await run(...line());
    expect(second, second.stderr).toMatchObject({ code: 0 });
    expect([rows(second.stdout).length, await tasks()]).toEqual([4, 4]);
    expect(second.stdout).toMatch(/\* task \S+: 1 file \(1 B\)\n$/);
    expect(harvest(world.other)).toEqual(there);
  });

  test('names the same line to run again, as it was typed', async () => {
    const words = [...line(), '-F', 'json'];
    const { stderr } = await broken(words, 1, 'lost');
    expect(JSON.parse(stderr.slice(stderr.indexOf('{')))).toMatchObject({
      command: `globus ${[...words, '--items-per-task', '2'].join(' ').replace(/\S+\*\.txt/, "'$&'")}`,
    });
  });

  test('another login has nothing to do with it', async () => {
    const records = (login: string) =>
      submissionRecords(configDir, { storedKey: login, tokensMark: '' }, () => Promise.resolve(false));
    await records('ada').hold('nightly', ({ write }) => Promise.resolve(write('{}')));
    expect([await records('ada').read('nightly'), await records('grace').read('nightly')]).toEqual(['{}', undefined]);
  });

  test('another line has nothing to do with it', async () => {
    await broken(line(), 2, 'refused');
    expect(rows((await run(...line(), '--update')).stdout)).toHaveLength(3);
    expect(await tasks()).toBe(4);
  });
});

describe('sync', () => {
  const line = () => ['sync', `${world.collection}:/run`, `${world.second}:/copy`];
  test('finishes what was begun, and then does what has changed since', async () => {
    plant(world.other, { 'copy/a.txt': 'old' });
    expect(await broken(line(), 2, 'lost')).toMatchObject({ code: 1 });
    expect(await tasks()).toBe(2);
    plant(world.there, { 'run/late.txt': 'late' });
    const second = await run(...line());
    expect(second, second.stderr).toMatchObject({ code: 0 });
    expect([rows(second.stdout).length, await tasks()]).toEqual([4, 4]);
    expect(harvest(join(world.other, 'copy'))).toEqual({ ...there, 'late.txt': 'late' });
    expect(await run(...line())).toMatchObject({ code: 0, stdout: '' });
    expect(await tasks()).toBe(4);
  });

  test('that was ended while it waited waits for its tasks, and submits none again', async () => {
    await world.fault({ effect: { type: 'task_hold' } });
    const stopped = await unwatched(line());
    expect([stopped.code, await tasks()]).toEqual([1, 3]);
    await world.noFaults();
    const second = await run(...line());
    expect(second, second.stderr).toMatchObject({ code: 0 });
    expect([rows(second.stdout).length, await tasks()]).toEqual([3, 3]);
    expect(harvest(join(world.other, 'copy'))).toEqual(there);
  });
});

test('a manifest that is gone on with says how much of it an earlier run submitted', async () => {
  const names = ['a', 'b', 'c'].map((name) => `/run/${name}.txt /m-${name}.txt\n`);
  writeFileSync(join(world.here, 'list'), names.join(''));
  const line = [
    'transfer',
    `${world.collection}:/`,
    `${world.second}:/`,
    '--manifest',
    'list',
    '--items-per-task',
    '1',
  ];
  const first = await world.run(line, { configDir, network: breakingAt(3, 'refused') });
  expect(first.code).toBe(1);
  const second = await world.run(line, { configDir });
  expect([second.code, second.stderr]).toEqual([
    0,
    expect.stringContaining('An earlier run of this line submitted 2 of its 3 tasks; they are not submitted again.'),
  ]);
});

describe('a folder that is copied to a new name', () => {
  /** The whole of it is one task; with a filter, its files are several. */
  const shapes = [
    ['one task', []],
    ['several tasks', ['--exclude', 'none']],
  ] as const;
  const cp = (flags: readonly string[]) => ['cp', '-r', ...flags, `${world.collection}:/run`, `${world.second}:/new`];
  const mv = () => ['mv', `${world.collection}:/run`, `${world.second}:/new`];
  const copied = () => harvest(world.other);
  const whole = Object.fromEntries(Object.entries(there).map(([name, text]) => [`new/${name}`, text]));

  test.each(shapes)(
    'as %s, whose answer is lost, goes there when it is run again, and nowhere else',
    async (_, flags) => {
      expect(await broken(cp(flags), 1, 'lost')).toMatchObject({ code: 1 });
      const second = await run(...cp(flags));
      expect(second, second.stderr).toMatchObject({ code: 0 });
      expect(copied()).toEqual(whole);
      // what is over is new work, and the folder is there by now
      await run(...cp(flags));
      expect(Object.keys(copied())).toContain('new/run/a.txt');
    },
  );

  test('is moved there by the same line, wherever that was stopped', async () => {
    expect(await world.run(mv(), { configDir, network: breakingAt(1, 'lost') })).toMatchObject({ code: 1 });
    await until(() => Object.keys(copied()).length === 5);
    // its copy is there, and cannot be compared
    const stopped = await world.run(mv(), {
      configDir,
      network: (input, init) =>
        asked(input, init).url.includes('/ls')
          ? Promise.resolve(Response.json({ code: 'ClientError.Forbidden', message: 'no' }, { status: 403 }))
          : fetch(input, init),
    });
    expect(stopped.code).toBe(1);
    expect(harvest(world.there)).toEqual(files);
    const last = await world.run(mv(), { configDir });
    expect(last, last.stderr).toMatchObject({ code: 0 });
    // the copy, one that compares it by content, and the deletion
    expect([copied(), harvest(world.there), await tasks()]).toEqual([whole, {}, 3]);
  });

  test('that is still being moved there keeps others from moving to it', async () => {
    plant(world.there, { 'other/a.txt': 'X' });
    plant(world.here, { 'third/a.txt': 'Y' });
    await world.fault({ effect: { type: 'task_hold' } });
    expect(await world.run(mv(), { configDir, network: breakingAt(1, 'lost') })).toMatchObject({ code: 1 });
    for (const from of [`${world.collection}:/other`, 'third']) {
      const second = await world.run(['mv', from, `${world.second}:/new`], { configDir });
      expect([second.code, second.stderr]).toEqual([
        1,
        expect.stringContaining('A task that is under way copies to /new, too: '),
      ]);
    }
    await world.noFaults();
    const last = await world.run(mv(), { configDir });
    expect(last, last.stderr).toMatchObject({ code: 0 });
    expect(copied()).toEqual(whole);
    expect(harvest(world.there)).toEqual({ 'other/a.txt': 'X' });
    rmSync(join(world.there, 'other'), { recursive: true });
    rmSync(join(world.here, 'third'), { recursive: true });
  });

  test('is moved there with a file that only looks like its copy', async () => {
    expect(await world.run(mv(), { configDir, network: breakingAt(1, 'lost') })).toMatchObject({ code: 1 });
    await until(() => Object.keys(copied()).length === 5);
    // restored by a program that keeps dates
    const path = join(world.there, 'run/a.txt');
    const restored = readFileSync(path, 'utf8').replace(/^./, 'X');
    writeFileSync(path, restored);
    utimesSync(path, new Date('2020-01-01'), new Date('2020-01-01'));
    const last = await world.run(mv(), { configDir });
    expect(last, last.stderr).toMatchObject({ code: 0 });
    expect([copied(), harvest(world.there)]).toEqual([{ ...whole, 'new/a.txt': restored }, {}]);
  });

  test('is moved over nothing that was edited there since, of another size', async () => {
    expect(await world.run(mv(), { configDir, network: breakingAt(1, 'lost') })).toMatchObject({ code: 1 });
    await until(() => Object.keys(copied()).length === 5);
    plant(world.other, { 'new/a.txt': 'EDITED' });
    const refused = await world.run(mv(), { configDir });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('a.txt is not moved: the one at the')]);
    expect([copied(), harvest(world.there)]).toEqual([{ ...whole, 'new/a.txt': 'EDITED' }, files]);
    // the original is what is given up
    rmSync(join(world.there, 'run/a.txt'));
    const last = await world.run(mv(), { configDir });
    expect(last, last.stderr).toMatchObject({ code: 0 });
    expect([copied(), harvest(world.there)]).toEqual([{ ...whole, 'new/a.txt': 'EDITED' }, {}]);
  });

  test.each([
    ['mv', 'some of it came', '*/run/b.txt'],
    ['cp', 'some of it came', '*/run/b.txt'],
    ['mv', 'its folders came alone', '*/run/*.txt'],
    ['cp', 'its folders came alone', '*/run/*.txt'],
  ])('by %s stays its own folder, however often its tasks fail once %s', async (how, _came, path) => {
    const line = how === 'mv' ? mv() : cp([]);
    await world.fault({ path, effect: { type: 'task_fail', code: 'PERMISSION_DENIED' } });
    // the second time there is nothing to copy but what fails
    for (const _ of [1, 2]) expect(await world.run(line, { configDir })).toMatchObject({ code: 1 });
    expect(Object.keys(copied()).includes('new/a.txt')).toBe(path === '*/run/b.txt');
    expect(existsSync(join(world.other, 'new'))).toBe(true);
    await world.noFaults();
    const last = await world.run(line, { configDir });
    expect(last, last.stderr).toMatchObject({ code: 0 });
    expect(copied()).toEqual(whole);
  });

  test.each([['mv'], ['cp']])('by %s replaces nothing that came there after its task had failed', async (how) => {
    const line = how === 'mv' ? mv() : cp([]);
    await world.fault({ path: '*/run/*.txt', effect: { type: 'task_fail', code: 'PERMISSION_DENIED' } });
    expect(await world.run(line, { configDir })).toMatchObject({ code: 1 });
    await world.noFaults();
    plant(world.other, { 'new/a.txt': 'theirs' });
    const later = new Date(Date.now() + 120_000);
    utimesSync(join(world.other, 'new/a.txt'), later, later);
    const refused = await world.run(line, { configDir });
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/a\.txt is not (?:moved|copied): the one/),
    ]);
    expect([copied()['new/a.txt'], harvest(world.there)]).toEqual(['theirs', files]);
    rmSync(join(world.other, 'new/a.txt'));
    const last = await world.run(line, { configDir });
    expect(last, last.stderr).toMatchObject({ code: 0 });
    expect(copied()).toEqual(whole);
  });

  test('is copied over nothing that somebody changed there since', async () => {
    const stopped = await unwatched(cp([]));
    expect(stopped.code).toBe(1);
    await until(() => Object.keys(copied()).length === 5);
    plant(world.other, { 'new/a.txt': 'EDITED' });
    const later = new Date(Date.now() + 3_600_000);
    utimesSync(join(world.other, 'new/a.txt'), later, later);
    plant(world.there, { 'run/late.txt': 'late' });
    const refused = await run(...cp([]));
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('a.txt is not copied: the one at the')]);
    expect(copied()).toEqual({ ...whole, 'new/a.txt': 'EDITED' });
    // what is given up is the copy
    rmSync(join(world.other, 'new/a.txt'));
    const last = await run(...cp([]));
    expect(last, last.stderr).toMatchObject({ code: 0 });
    expect(copied()).toEqual({ ...whole, 'new/late.txt': 'late' });
    rmSync(join(world.there, 'run/late.txt'));
  });

  test.each([['mv'], ['cp']])(
    'by %s whose task is canceled before it copies is new work the next time',
    async (how) => {
      const line = how === 'mv' ? mv() : cp([]);
      const canceled = async () => {
        await world.fault({ effect: { type: 'task_hold' } });
        const running = world.run(line, { configDir });
        const held = async () => {
          const list = (await world.ask('transfer', 'GET', '/v0.10/task_list?limit=1')) as {
            DATA: { task_id: string; status: string }[];
          };
          return list.DATA.find(({ status }) => status === 'ACTIVE')?.task_id;
        };
        let id: string | undefined;
        while (id === undefined) id = await held();
        await world.ask('transfer', 'POST', `/v0.10/task/${id}/cancel`);
        expect(await running).toMatchObject({ code: 1 });
        await world.noFaults();
      };
      await canceled();
      await canceled();
      // somebody else makes a folder of that name
      plant(world.other, { 'new/a.txt': 'theirs' });
      const last = await world.run(line, { configDir });
      expect(last, last.stderr).toMatchObject({ code: 0 });
      const below = Object.fromEntries(Object.entries(there).map(([name, text]) => [`new/run/${name}`, text]));
      expect(copied()).toEqual({ 'new/a.txt': 'theirs', ...below });
    },
  );

  test('is moved there though its half-made copy was removed', async () => {
    expect(await world.run(mv(), { configDir, network: breakingAt(1, 'lost') })).toMatchObject({ code: 1 });
    await until(() => Object.keys(copied()).length === 5);
    rmSync(join(world.other, 'new'), { recursive: true });
    const last = await world.run(mv(), { configDir });
    expect(last, last.stderr).toMatchObject({ code: 0 });
    expect([copied(), harvest(world.there)]).toEqual([whole, {}]);
  });

  test('is copied whole where the task of the earlier run failed', async () => {
    await world.fault({ effect: { type: 'task_hold' } });
    expect(await broken(cp([]), 1, 'lost')).toMatchObject({ code: 1 });
    const { DATA } = (await world.ask('transfer', 'GET', '/v0.10/task_list?limit=1')) as {
      DATA: { task_id: string }[];
    };
    await world.ask('transfer', 'POST', `/v0.10/task/${DATA[0]?.task_id}/cancel`);
    await world.noFaults();
    const second = await run(...cp([]));
    expect(second, second.stderr).toMatchObject({ code: 0, stderr: expect.stringContaining('did not succeed') });
    expect(copied()).toEqual(whole);
  });

  test('has no label that was not given', async () => {
    await run(...cp([]));
    const { DATA } = (await world.ask('transfer', 'GET', '/v0.10/task_list?limit=1')) as { DATA: { label: unknown }[] };
    expect(DATA[0]?.label).toBeNull();
  });
});

test('cp --no-wait takes no command to run once everything is copied', async () => {
  const line = ['cp', '-r', '--no-wait', `${world.collection}:/run`, `${world.second}:/new`];
  for (const hook of ['--on-success', '--on-failure'])
    expect(await world.run([...line, hook, 'true'], { configDir })).toMatchObject({ code: 2 });
  const { stderr } = await world.run(line, { configDir });
  expect(stderr).not.toContain('Nothing was to be copied');
});
