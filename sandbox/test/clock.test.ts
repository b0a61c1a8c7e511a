import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../src/index.js';
import { Store } from '../src/state/store.js';
import { openSandbox, temporaryFolder } from './signed-in.js';
import { adminOf } from './transferring.js';

const farSeconds = 99_999_999 * 86_400;
const startAt = Date.UTC(2030, 0, 1);

test.each([
  ['beyond the year 9999', farSeconds],
  ['beyond all numbers', 1e308],
])('a clock is not moved %s, and goes on', async (_, seconds) => {
  const dir = temporaryFolder();
  const first = await startSandbox({ dir, clock: { startAt, frozen: true } });
  const refused = await adminOf(first)('POST', '/clock', { advance_seconds: seconds });
  expect([refused.status, refused.json.message]).toEqual([400, expect.stringContaining('the year 1 to 9999')]);
  await first.close();
  const again = await openSandbox({ dir });
  expect((await adminOf(again)('GET', '/health')).json.time).toBe('2030-01-01T00:00:00.000Z');
  await again.reset();
});

test('a world begins at a time that there is', async () => {
  const world = (text: string) => ({ name: 'test.yaml', text });
  const dir = temporaryFolder();
  await expect(startSandbox({ dir, clock: { startAt: farSeconds * 1000 } })).rejects.toThrow('the year 1 to 9999');
  await expect(startSandbox({ dir, world: world('title: far\nclock: +200000-01-01T00:00:00Z') })).rejects.toThrow(
    'line 2, clock: must be a time such as 2026-09-01T08:00:00Z: a time from the year 1 to 9999',
  );
  const task = (requested: string, files: number) =>
    world(
      `tasks: [{ owner: ada@globusid.org, type: DELETE, status: FAILED, source: 6c54cade-bde5-45c1-bdea-f4bd71dba2cc, requested: ${requested}, completed: 2026-01-01, files: ${files} }]`,
    );
  await expect(startSandbox({ dir, world: task('+200000-01-01', 1) })).rejects.toThrow('line 1, tasks[0].requested');
  await expect(startSandbox({ dir, world: task('2026-01-01', 1e300) })).rejects.toThrow('line 1, tasks[0].files');
  await (await startSandbox({ dir, world: task('2026-01-01', 1) })).close();
});

test('a world that was left at a time that is none says so, and what to do', async () => {
  const dir = temporaryFolder();
  await (await startSandbox({ dir })).close();
  const store = new Store(join(dir, 'state'));
  store.table('world.clock').put('clock', { offset: farSeconds * 1000, frozenAt: null });
  store.close();
  const start = () => startSandbox({ dir });
  for (const _ of ['once', 'and again: nothing is left locked'])
    await expect(start()).rejects.toThrow(
      `the clock of the sandbox in ${dir} was moved to a time that is none, and it cannot go on; take another folder, or remove this one`,
    );
});

test('an import with rows that no world goes on with changes nothing', async () => {
  const sandbox = await openSandbox({ clock: { startAt, frozen: true } });
  const own = adminOf(sandbox);
  const whole = join(temporaryFolder(), 'export');
  expect((await own('POST', '/export', { folder: whole })).status).toBe(200);
  const exported = JSON.parse(readFileSync(join(whole, 'world.json'), 'utf8'));
  const imported = async (tables: object) => {
    const folder = temporaryFolder();
    for (const name of ['collections', 'tasks']) mkdirSync(join(folder, name));
    writeFileSync(
      join(folder, 'world.json'),
      JSON.stringify({ ...exported, tables: { ...exported.tables, ...tables } }),
    );
    const { status, json } = await own('POST', '/import', { folder });
    return [status, json.message?.replace(/^.*: /, '')];
  };
  const rule = { id: '1', service: '*', method: '*', path: '*', probability: 1, count: null };
  const clock = 'its clock shows no time that there is';
  const wrong: [object, string][] = [
    [{ 'world.clock': [['clock', { offset: 1e308, frozenAt: null }]] }, clock],
    [{ 'world.clock': [['clock', { offset: 'late', frozenAt: null }]] }, clock],
    [{ 'world.clock': [['clock', null]] }, clock],
    [
      { 'world.source': [['source', { name: 'x', text: '', startAt: 1e300 }]] },
      'its world file begins at no time that there is',
    ],
    [
      { 'world.faults': [['1', { ...rule, effect: { type: 'latency', ms: 1e300 } }]] },
      'one of its fault rules is none',
    ],
    [{ 'transfer.tasks': 'many' }, "'transfer.tasks' is no list of rows"],
    [{ 'transfer.tasks': [[1]] }, "'transfer.tasks' is no list of rows"],
  ];
  for (const [tables, why] of wrong) {
    expect(await imported(tables)).toEqual([400, why]);
    expect((await own('GET', '/health')).json.time).toBe('2030-01-01T00:00:00.000Z');
  }
  expect(await imported({})).toEqual([200, undefined]);
  expect(await imported({ 'world.faults': [['1', { ...rule, effect: { type: 'latency', ms: 1 } }]] })).toEqual([
    200,
    undefined,
  ]);
});

test.each([
  { effect: { type: 'latency', ms: 1e300 } },
  { effect: { type: 'latency', ms: -1 } },
  { effect: { type: 'rate_limit', retry_after: 1e300 } },
  { effect: { type: 'rate_limit', retry_after: -1 } },
  { effect: { type: 'drop' }, count: 1e300 },
])('a fault rule of %o is refused', async (rule) => {
  const sandbox = await openSandbox();
  const own = adminOf(sandbox);
  expect((await own('POST', '/faults', rule)).status).toBe(400);
  expect((await own('GET', '/faults')).json.faults).toEqual([]);
});
