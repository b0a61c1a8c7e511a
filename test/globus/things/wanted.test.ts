/** What is offered can be done with it: what has ended is not offered to be paused, and states are in words. */
import { expect, test } from 'vitest';
import { offersOf } from '../../../src/globus/things/offers.js';
import { noneOf } from '../../../src/globus/things/none.js';
import { detailOf, pick, memory } from '../../../src/picker.js';
import { commandOf } from '../../support/manifest-of.js';

const task = (label: string, status: string, is_paused = false) => ({ task_id: label, label, status, is_paused });
const tasks = [
  task('runs', 'ACTIVE'),
  task('held', 'ACTIVE', true),
  task('waits', 'INACTIVE'),
  task('done', 'SUCCEEDED'),
];
async function* all<T>(rows: readonly T[]) {
  for (const row of rows) yield await Promise.resolve(row);
}
const connect = () =>
  Promise.resolve({ listTasks: () => all(tasks), listManagedTasks: () => all(tasks), searchEndpoints: () => all([]) });

test.each([
  ['open', ['runs', 'held', 'waits']],
  ['going', ['runs', 'waits']],
  ['paused', ['held']],
  [undefined, ['runs', 'held', 'waits', 'done']],
] as const)('tasks that are %s', async (only, names) => {
  for (const kind of ['task', 'managedTask'] as const) {
    const offers = await offersOf(kind, connect as never, { only });
    expect((await offers(undefined)).map(({ name }) => name)).toEqual(names);
    expect((await offers('done')).map(({ name }) => name)).toEqual(only ? [] : ['done']);
  }
});

test.each([
  ['endpoint-manager/task/pause', 'taskIds', 'going'],
  ['endpoint-manager/task/resume', 'taskIds', 'paused'],
  ['endpoint-manager/task/cancel', 'taskIds', 'open'],
  ['flows/run/cancel', 'runId', 'open'],
  ['flows/run/resume', 'runId', 'paused'],
  ['timer/pause', 'timerId', 'going'],
  ['timer/resume', 'timerId', 'paused'],
  ['task/update', 'taskId', 'open'],
  ['streams/tunnel/stop', 'tunnelId', 'open'],
] as const)('%s offers what it can do something with', async (module, key, only) => {
  expect((await commandOf(module)).args).toMatchObject({ [key]: { only } });
});

test('where there is none, it is said which is meant', () => {
  expect(noneOf('timer', 'paused').message).toBe('No timer of yours is paused.');
});

test('a state is in words, with its mark', () => {
  expect(detailOf({ state: 'SUCCEEDED', detail: 'ada' }, { columns: 80, color: false })).toBe('✓ succeeded, ada');
});

test.each([
  ['collection', 1],
  ['place', 2],
] as const)('a bookmark of a folder is no collection, but a place (%s)', async (kind, count) => {
  const bookmarks = [
    { name: 'whole', endpoint_id: 'a', path: '/' },
    { name: 'folder', endpoint_id: 'a', path: '/data/' },
  ];
  let offered: readonly unknown[] = [];
  await pick(kind, 'The collection', {
    memory: memory(),
    prompt: {
      search: async (_text: string, source: (term?: string) => Promise<readonly unknown[]>) =>
        void (offered = await source()),
    },
    connect: () =>
      Promise.resolve({ searchEndpoints: () => all([]), listBookmarks: () => Promise.resolve({ DATA: bookmarks }) }),
    terminal: { columns: 80, color: false },
  } as never);
  expect(offered).toHaveLength(count);
});
