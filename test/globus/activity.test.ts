import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ExactNumber } from '../../src/exact-json.js';
import { type Activity, calledOf } from '../../src/globus/activity/activity.js';
import { again } from '../../src/globus/activity/again.js';
import { cancelled, details, events, pausedOrResumed } from '../../src/globus/activity/deeds.js';
import { managedSources, ownSources, type Services } from '../../src/globus/activity/sources.js';
import { timerActivity } from '../../src/globus/activity/timers.js';
import { transferActivity } from '../../src/globus/activity/transfers.js';
import { inOrder, intervalOf, lookOnce, watchSources } from '../../src/globus/activity/watch.js';
import type { Run, RunLogEntry } from '../../src/services/flows.js';
import type { Job } from '../../src/services/timers.js';
import { stateOf } from '../../src/globus/tasks/words.js';
import type { Task } from '../../src/services/transfer.js';

const activity = (more: Partial<Activity>): Activity => ({
  kind: 'transfer',
  id: 'T',
  name: 'n',
  where: '',
  state: 'running',
  said: '',
  began: 0,
  ...more,
});
test('a copy that only this program has given a label is called by its places', () => {
  const where = 'Lab → Cluster';
  expect(calledOf(activity({ name: 'copy-ffd45f22cb9e', where }))).toBe(where);
  for (const name of ['copy-of-run7', 'nightly', where]) expect(calledOf(activity({ name, where }))).toBe(name);
  expect(calledOf(activity({ name: 'copy-ffd45f22cb9e' }))).toBe('copy-ffd45f22cb9e');
});

const task = (more: Partial<Task>): Task =>
  ({
    task_id: 'T',
    type: 'TRANSFER',
    status: 'ACTIVE',
    is_paused: false,
    label: null,
    source_endpoint_display_name: 'A',
    destination_endpoint_display_name: 'B',
    destination_endpoint_id: 'b',
    request_time: '2026-01-01T00:00:00+00:00',
    completion_time: null,
    nice_status: 'OK',
    files: 10,
    files_transferred: 4,
    bytes_transferred: 2_000_000,
    effective_bytes_per_second: 1_000_000,
    faults: 1,
    ...more,
  }) as Task;

describe('a task', () => {
  test('says how far it is, and what it changes', () => {
    expect(transferActivity(task({}))).toMatchObject({
      name: 'A → B',
      state: 'running',
      said: '4 of 10 files, 2.0 MB, 1.0 MB/s, 1 fault',
      changes: ['b'],
    });
  });
  test.each([
    [{ is_paused: true, files: 1, files_transferred: 0, bytes_transferred: 0 }, 'paused, 0 of 1 file, 1 fault'],
    [{ status: 'SUCCEEDED', files: 1, faults: 0 }, '1 file, 2.0 MB'],
    [
      {
        type: 'DELETE',
        status: 'SUCCEEDED',
        files: 3,
        directories: 1,
        subtasks_total: 1,
        faults: 0,
        bytes_transferred: 0,
        completion_time: 'x',
      },
      '1 folder, 3 files',
    ],
    [{ status: 'FAILED', fatal_error: { code: 'CANCELED', description: '' } }, 'canceled'],
  ] as const)('%o says %s', (more, said) => {
    expect(transferActivity(task(more as Partial<Task>)).said).toBe(said);
  });
  test.each([
    [{ is_paused: true }, 'paused'],
    [{ status: 'INACTIVE' }, 'stuck'],
    [{ nice_status: 'PERMISSION_DENIED' }, 'stuck'],
    [{ status: 'SUCCEEDED' }, 'done'],
    [{ status: 'FAILED', fatal_error: { code: 'CANCELED', description: '' } }, 'canceled'],
    [{ status: 'FAILED', fatal_error: { code: 'X', description: 'why' } }, 'failed'],
  ] as const)('%o is %s', (more, state) => expect(transferActivity(task(more as Partial<Task>)).state).toBe(state));
});

test.each([
  [{}, 'ACTIVE'],
  [{ is_paused: true, nice_status: 'PERMISSION_DENIED' }, 'PAUSED'],
  [{ status: 'INACTIVE', is_paused: true }, 'PAUSED'],
  [{ status: 'INACTIVE' }, 'STUCK'],
  [{ nice_status: 'PERMISSION_DENIED' }, 'STUCK'],
  [{ status: 'FAILED', nice_status: 'PERMISSION_DENIED' }, 'FAILED'],
] as const)('%o is %s wherever tasks are shown', (more, state) =>
  expect(stateOf(task(more as Partial<Task>))).toBe(state),
);

test.each([
  [{ status: 'loaded', next_run: '2026-01-02T00:00:00Z' }, 'waiting'],
  [{ status: 'inactive', inactive_reason: { cause: 'user', detail: null } }, 'paused'],
  [{ status: 'inactive', inactive_reason: { cause: 'globus_auth_requirements', detail: null } }, 'stuck'],
  [{ status: 'ended' }, 'done'],
] as const)('a timer that is %o is %s', (more, state) => {
  const job = { job_id: 'J', name: 'nightly', submitted_at: '2026-01-01T00:00:00Z', n_runs: 2, n_errors: 1, ...more };
  expect(timerActivity(job as unknown as Job)).toMatchObject({ state, said: '2 runs, 1 failed' });
});

test('what needs somebody comes first, then what runs, what is next, and what ended last', () => {
  const ids = inOrder([
    activity({ id: 'old', state: 'done', ended: 1 }),
    activity({ id: 'later', state: 'waiting', next: 9 }),
    activity({ id: 'runs' }),
    activity({ id: 'new', state: 'failed', ended: 2 }),
    activity({ id: 'soon', state: 'waiting', next: 5 }),
    activity({ id: 'stuck', state: 'stuck' }),
  ]).map(({ id }) => id);
  expect(ids).toEqual(['stuck', 'runs', 'soon', 'later', 'new', 'old']);
});

describe('what can be done', () => {
  const alone = (more: Partial<Activity>) => {
    const row = activity(more);
    return { row, rows: [row] };
  };
  const ofOthers = (more: Partial<Activity>) => ({ ...alone(more), isManaged: true });
  const lineOf = (deed: ReturnType<typeof events>) => ('line' in deed ? deed.line : `no: ${deed.refusal}`);
  test.each([
    ['transfer', 'globus task show @last', 'globus task event-list @last', 'globus task cancel T', /^no: Only timers/],
    [
      'run',
      'globus flows run show @last',
      'globus flows run show-logs @last',
      'globus flows run cancel T',
      /^no: Only timers/,
    ],
    ['timer', 'globus timer show n', /^no: /, 'globus timer delete n', /^globus timer pause n$/],
    ['ingest', 'globus search task show T', /^no: /, /no way to cancel/, /^no: /],
    ['compute', 'globus compute endpoint status n', /^no: /, /^no: /, /^no: /],
  ] as const)('with a %s', (kind, shown, told, ended, paused) => {
    const one = alone({ kind });
    const match = (line: string, wanted: string | RegExp) =>
      typeof wanted === 'string' ? expect(line).toBe(wanted) : expect(line).toMatch(wanted);
    match(lineOf(details(one)), shown);
    match(lineOf(events(one)), told);
    match(lineOf(cancelled(one)), ended);
    match(lineOf(pausedOrResumed(one)), paused);
  });
  test('a timer that waits goes on, and what has ended is not cancelled', () => {
    expect(lineOf(pausedOrResumed(alone({ kind: 'timer', state: 'paused' })))).toBe('globus timer resume n');
    expect(lineOf(cancelled(alone({ state: 'done' })))).toBe('no: It has ended already.');
  });
  test('a line names a row as the shell does: by label, as the newest, or by what begins its id', () => {
    const [one, two, three] = [1, 2, 3].map((n) => `${String(n).repeat(8)}-1111-4111-8111-111111111111`);
    const rows = [
      activity({ id: three ?? '', began: 30, label: 'stuck' }),
      activity({ id: two ?? '', began: 20, label: 'Stuck', kind: 'delete' }),
      activity({ id: one ?? '', began: 10, label: 'My run' }),
      activity({ id: 'run', began: 5, kind: 'run' }),
      activity({ id: 'a', kind: 'timer', name: 'Daily copy' }),
      activity({ id: 'b', kind: 'timer', name: 'Twice' }),
      activity({ id: 'c', kind: 'timer', name: 'twice' }),
    ];
    const lines = rows.map((row) => lineOf(details({ row, rows })).replace('globus ', ''));
    expect(lines).toEqual([
      'task show stuck',
      // a newer one bears the label
      'task show 22222222',
      "task show 'My run'",
      'flows run show @last',
      "timer show 'Daily copy'",
      'timer show b',
      'timer show c',
    ]);
    const newest = [activity({ id: three ?? '', began: 30, label: '-x' }), ...rows.slice(1)];
    expect(newest.slice(0, 1).map((row) => lineOf(details({ row, rows: newest })))).toEqual(['globus task show @last']);
  });
  test('what is changed is the row itself, whoever bears its name by then', () => {
    const chosen = alone({ label: 'stuck', state: 'stuck' });
    expect(cancelled(chosen)).toEqual({
      line: 'globus task cancel stuck',
      work: { by: 'line', words: ['task', 'cancel', 'T'] },
    });
  });
  test('administrators act for others', () => {
    expect(lineOf(cancelled(ofOthers({})))).toMatch(/^globus endpoint-manager task cancel T --message /);
    expect(lineOf(events(ofOthers({})))).toBe('globus endpoint-manager task event-list T');
    expect(lineOf(pausedOrResumed(ofOthers({ state: 'paused' })))).toBe('globus endpoint-manager task resume T');
    expect(lineOf(pausedOrResumed(ofOthers({ state: 'stuck' })))).toMatch(/^globus endpoint-manager task pause T /);
  });
});

/** Services that count what they are asked. */
function counted({ isBusy = false } = {}) {
  const asked: string[] = [];
  const queries: object[] = [];
  const pages = <T>(what: string, rows: readonly T[]) =>
    (async function* () {
      asked.push(what);
      yield* rows;
    })();
  const services = {
    transfer: { listTasks: () => pages('transfer', [task({ status: isBusy ? 'ACTIVE' : 'SUCCEEDED' })]) },
    flows: { listRuns: (query: object) => (queries.push(query), pages('flows', [])) },
    timers: { listJobs: async () => (asked.push('timers'), { jobs: [] }) },
    search: {
      indexList: async () => (
        asked.push('search'),
        {
          index_list: [
            { id: '1', display_name: 'one' },
            { id: '2', display_name: 'two' },
          ],
        }
      ),
      getTaskList: async (id: string) => (asked.push('search'), { index_id: id, tasks: [] }),
    },
    compute: {
      getEndpoints: async () => (
        asked.push('compute'),
        [{ uuid: 'e', name: 'workers', display_name: null, owner: '' }]
      ),
      getEndpointStatus: async () => (
        asked.push('compute'),
        { status: 'online', details: { pending_tasks: isBusy ? 2 : 0 } }
      ),
    },
  } as unknown as Services;
  return { services, asked, queries };
}
const count = (asked: readonly string[], service: string) => asked.filter((each) => each === service).length;

describe('requests', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const watching = (services: Services, still = () => 0) =>
    watchSources(ownSources(services), {
      still,
      onFound: () => undefined,
      onFailure: (_source, error) => {
        throw error;
      },
      onBug: (error) => {
        throw error;
      },
    });

  test('are one a service and interval while nothing runs', async () => {
    const { services, asked } = counted();
    const watch = watching(services);
    await vi.advanceTimersByTimeAsync(60_000);
    watch.end();
    expect(count(asked, 'transfer')).toBe(5);
    expect(count(asked, 'flows')).toBe(5);
    expect(count(asked, 'timers')).toBe(5);
    // which indexes there are, and one of them at a time: until all are known every two seconds, then at each interval
    expect(count(asked, 'search')).toBeLessThanOrEqual(8);
    expect(count(asked, 'compute')).toBeLessThanOrEqual(7);
    const { length } = asked;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(length);
  });
  test("are for runs of one's own: those of others that one manages are not cancelled by a key", async () => {
    const { services, queries } = counted();
    for (const source of ownSources(services)) await source.look();
    expect(queries).toEqual([expect.objectContaining({ filter_roles: 'run_owner' })]);
  });
  test('are more of a service of which something runs, and of that alone', async () => {
    const { services, asked } = counted({ isBusy: true });
    const watch = watching(services);
    await vi.advanceTimersByTimeAsync(60_000);
    watch.end();
    expect(count(asked, 'transfer')).toBe(31);
    expect(count(asked, 'flows')).toBe(5);
  });
  test('are a fifth once nobody has pressed a key for two minutes', async () => {
    const { services, asked } = counted();
    const watch = watching(services, () => 300_000);
    await vi.advanceTimersByTimeAsync(300_000);
    watch.end();
    expect(count(asked, 'transfer')).toBe(5);
    expect(intervalOf([activity({})], 300_000)).toBe(10_000);
  });
  test('a service that fails is told, and asked again', async () => {
    let isDown = true;
    const told: string[] = [];
    const source = {
      name: 'Flows',
      look: async () => {
        if (isDown) throw new Error('down');
        return [];
      },
      isComplete: () => true,
    };
    const watch = watchSources([source], {
      still: () => 0,
      onFound: () => told.push('found'),
      onFailure: (_source, error) => told.push((error as Error).message),
      onBug: (error) => {
        throw error;
      },
    });
    await vi.advanceTimersByTimeAsync(1_000);
    isDown = false;
    await vi.advanceTimersByTimeAsync(15_000);
    watch.end();
    expect(told).toEqual(['down', 'found']);
  });
  test('a list that has the same twice is gone through once', { timeout: 5_000 }, async () => {
    const { services } = counted();
    const same = { id: '1', display_name: 'one' };
    let asks = 0;
    const twice = {
      ...services.search,
      indexList: () => Promise.resolve({ index_list: [same, same, { ...same }] }),
      getTaskList: () => {
        if (++asks > 10) throw new Error('it is asked again and again');
        return Promise.resolve({ index_id: '1', tasks: [] });
      },
    } as unknown as Services['search'];
    await lookOnce(ownSources({ ...services, search: twice }));
    expect(asks).toBe(3);
  });
  test('what has nothing to count says how it is instead', async () => {
    const { services } = counted();
    const idle = (await lookOnce(ownSources(services))).find(({ kind }) => kind === 'compute');
    expect(idle?.said).toBe('online');
    const timer = {
      job_id: 'T',
      name: 'n',
      status: 'active',
      n_runs: 0,
      n_errors: 0,
      submitted_at: '2026-11-28T00:00:00',
    } as unknown as Job;
    expect(timerActivity(timer).said).toBe('not run yet');
    expect(timerActivity({ ...timer, n_errors: 2 }).said).toBe('2 failed');
  });
  test('for the plain form everything is asked once', async () => {
    const { services, asked } = counted({ isBusy: true });
    const found = await lookOnce(ownSources(services));
    expect(found.map(({ kind, said }) => [kind, said])).toContainEqual(['compute', '2 tasks wait']);
    expect([...asked].sort()).toEqual([
      'compute',
      'compute',
      'flows',
      'search',
      'search',
      'search',
      'timers',
      'transfer',
    ]);
  });
});

describe('again', () => {
  const found = (row: Partial<Activity>, { task: told = {}, copied = [], job = {}, log = [] }: Told) =>
    again(activity(row), {
      transfer: {
        getEndpoint: (id) => Promise.resolve({ id, display_name: id.toUpperCase() } as never),
        getTask: () => Promise.resolve(task({ source_endpoint_id: 'a', ...told })),
        async *listSuccessfulTransfers() {
          yield* await Promise.resolve(copied);
        },
      },
      timers: { getJob: () => Promise.resolve(job as Job) },
      flows: {
        getRun: () => Promise.resolve({ run_id: 'R', flow_id: 'F', flow_title: 'Publish', label: 'run 7' } as Run),
        async *getRunLogs() {
          yield* await Promise.resolve(log);
        },
      },
      // the name of another collection, too
      wordFor: (id, name) => Promise.resolve(name === 'Twice' ? id : name),
    });
  interface Told {
    readonly task?: Partial<Task>;
    readonly copied?: readonly { readonly source_path: string; readonly destination_path: string }[];
    readonly job?: object;
    readonly log?: readonly RunLogEntry[];
  }
  const paths = { source_base_path: '/run 7', destination_base_path: '/in' };

  test('copies the one file that the task tells of, as the task did', async () => {
    const told: Partial<Task> = {
      ...paths,
      status: 'SUCCEEDED',
      files: 1,
      directories: 0,
      label: 'nightly',
      sync_level: 2,
      verify_checksum: false,
      delete_destination_extra: true,
    };
    expect(await found({}, { task: told })).toEqual({
      line: "globus transfer 'A:/run 7' B:/in --label nightly --sync-level mtime --no-verify-checksum --delete-destination-extra",
      question: 'Copy A:/run 7 to B:/in, and delete there what the source does not have, again?',
      work: { by: 'line', words: expect.arrayContaining(['a:/run 7', 'b:/in', 'mtime']) as unknown },
    });
  });
  test('copies the very files, and deletes nothing, where a folder is told: several items may have it in common', async () => {
    const copied = [1, 2].map((n) => ({ source_path: `/x/${n}`, destination_path: `/y/${n}`, size: 1 }));
    const one = { ...paths, status: 'SUCCEEDED', files: 1, directories: 0 } as const;
    for (const told of [{ ...one, files: 2 }, { ...one, directories: 1 }, { ...one, status: 'FAILED' as const }, {}]) {
      expect(await found({}, { task: { ...told, delete_destination_extra: true }, copied })).toEqual({
        line: `globus task show T --successful-transfers --format ndjson | globus transfer A B --manifest - --manifest-format jsonl --label 'A to B'`,
        question: expect.stringMatching(
          /^Copy the 2 files that it copied from A:\/(run 7|x\/) to B:\/(in|y\/) again\?$/,
        ) as unknown,
        work: {
          by: 'line',
          words: ['transfer', 'a', 'b', '--manifest', '-', '--manifest-format', 'jsonl', '--label', 'A to B'],
          input: '{"source_path":"/x/1","destination_path":"/y/1"}\n{"source_path":"/x/2","destination_path":"/y/2"}\n',
        },
      });
    }
  });
  test('does now what a timer does', async () => {
    const item = { source_path: '/from', destination_path: '/to', recursive: true };
    const body = (...items: readonly object[]) => ({
      name: 'nightly',
      callback_body: { body: { source_endpoint: 'a', destination_endpoint: 'b', encrypt_data: true, DATA: items } },
    });
    expect(await found({ kind: 'timer', id: 'J' }, { job: body(item) })).toMatchObject({
      line: 'globus transfer A:/from B:/to --recursive --encrypt-data',
      question: 'Copy A:/from to B:/to now, in addition to its schedule?',
    });
    expect(await found({ kind: 'timer', id: 'J' }, { job: body(item, item) })).toMatchObject({
      line: 'globus timer show J --jmespath callback_body.body.DATA --format ndjson | globus transfer A B --manifest - --manifest-format jsonl --label nightly --encrypt-data',
      question: 'Copy the 2 paths of this timer from A to B now, in addition to its schedule?',
    });
  });
  test('gives a list no label that nobody reads, and calls a collection by its id where its name means another', async () => {
    const copied = [{ source_path: '/x/1', destination_path: '/y/1' }];
    for (const label of [null, 'transfer-66d5ee099a5a', 'transfer-66d5ee099a5a-2 1/10'])
      expect(await found({}, { task: { ...paths, label }, copied })).toMatchObject({
        work: { words: expect.arrayContaining(['--label', 'A to B']) as unknown },
      });
    const twice = { ...paths, label: 'mine', source_endpoint_display_name: 'Twice' };
    expect(await found({}, { task: twice, copied })).toMatchObject({
      line: expect.stringContaining('globus transfer a B --manifest - --manifest-format jsonl --label mine') as unknown,
      question: 'Copy the file that it copied from Twice:/run 7 to B:/in again?',
    });
  });
  test('starts a flow with the input that its run had, digits and all', async () => {
    const input = { size: new ExactNumber('9007199254740993'), to: 'x' };
    const log = [{ time: 'T', code: 'FlowStarted', description: '', details: { input } }];
    expect(await found({ kind: 'run', id: 'R' }, { log })).toEqual({
      line: "globus flows run show-logs R --limit 1 --jmespath 'entries[0].details.input' | globus flows start F --input - --label 'run 7'",
      question: 'Start Publish again with the input that this run had?',
      work: {
        by: 'line',
        words: ['flows', 'start', 'F', '--input', '-', '--label', 'run 7'],
        input: '{"size":9007199254740993,"to":"x"}',
      },
    });
  });
  test.each([
    [{}, {}, /has copied nothing/],
    [{}, { task: { files_transferred: 200_000 } }, /200000 files are too many to name/],
    [{}, { task: { destination_endpoint_id: null } }, /collections is gone/],
    [{ kind: 'delete' }, {}, /does not say which paths/],
    [{ kind: 'run' }, {}, /does not contain its input.*globus flows start F$/],
    [{ kind: 'timer' }, {}, /makes no transfer/],
    [{ kind: 'compute' }, {}, /Only transfers/],
  ] as const)('says why it cannot: %o %o', async (row, told, why) => {
    expect(await found(row, told)).toEqual({ refusal: expect.stringMatching(why) as unknown });
  });
});

describe('what runs on an endpoint', () => {
  const rows = async function* <T>(all: readonly T[]) {
    for (const each of all) yield await Promise.resolve(each);
  };
  const asked: unknown[] = [];
  const transfer = (kind: string): Parameters<typeof managedSources>[0] =>
    ({
      getEndpoint: () => Promise.resolve({ id: 'E', entity_type: kind }),
      listMonitoredEndpoints: () =>
        Promise.resolve({
          DATA: [
            { id: 'E', owner_id: 'E' },
            { id: 'mapped', owner_id: 'E' },
            { id: 'guest', owner_id: 'E' },
            { id: 'other', owner_id: 'F' },
          ],
        }),
      listManagedTasks: (query: unknown) => {
        asked.push(query);
        const ends = (source: string, destination: string | null) =>
          task({ task_id: source, source_endpoint_id: source, destination_endpoint_id: destination });
        const found = [ends('mapped', null), ends('other', 'guest'), ends('E', 'other'), ends('elsewhere', 'other')];
        return rows(kind === 'GCSv5_endpoint' ? found : found.filter((each) => each.source_endpoint_id === 'E'));
      },
    }) as never;
  const idsOf = async (kind: string) => {
    const [source] = managedSources(transfer(kind), 'E');
    await source?.look();
    return (await source?.look())?.map(({ id }) => id);
  };

  test('is what runs on its collections, of all tasks that one may see', async () => {
    expect(await idsOf('GCSv5_endpoint')).toEqual(['mapped', 'other']);
    expect(asked.splice(0)).toEqual(Array(2).fill({ filter_status: 'ACTIVE,INACTIVE' }));
  });
  test('is asked for by its id where it is a collection', async () => {
    expect(await idsOf('GCSv5_mapped_collection')).toEqual(['E']);
    expect(asked.splice(0)).toEqual(Array(2).fill({ filter_endpoint: 'E', filter_status: 'ACTIVE,INACTIVE' }));
  });
});
