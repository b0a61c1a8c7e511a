/**
 * A sandbox that is used for long, by clients of all kinds, good and bad; and a day of timers. Once it is warm it holds no more memory
 * than its rows account for, and no more files or sockets. `npm run hard -- soak --milliseconds 1800000` goes on for half an hour.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { RunningSandbox } from '../../src/index.js';
import { logIn, temporaryFolder, withKey } from '../signed-in.js';
import type { Held } from '../soak-child.js';
import { figure, isLarge, milliseconds, randomFrom, seed } from '../support/hard.js';
import { adminOf, until } from '../transferring.js';
import { flowScope, person, transferAll, type Person } from '../whole-world.js';

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** What may be held more at the end than when it was warm: what the collector leaves lying, and what rows take. */
const toleratedHeap = 12 * 1024 ** 2;
const toleratedRss = 64 * 1024 ** 2;
const bytesOfRow = 4096;
const toleratedFiles = 2;

async function serve(...more: string[]) {
  const child = fork(fileURLToPath(new URL('../soak-child.ts', import.meta.url)), [temporaryFolder(), ...more], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
  });
  children.push(child);
  const said = <T>() =>
    new Promise<T>((resolve, reject) => {
      child.once('message', (message) => resolve(message as T));
      child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
    });
  const sandbox = await said<RunningSandbox>();
  const admin = adminOf(sandbox);
  const rows = async () => {
    const { tables, breakdowns } = (await admin('GET', '/state')).json;
    expect(breakdowns).toEqual([]);
    return Object.values(tables as Record<string, unknown[]>).reduce((sum, table) => sum + table.length, 0);
  };
  /** What it holds now, and how many rows it has to hold. */
  const measure = async () => {
    const count = await rows();
    await letGo();
    // What ends with the last answers is given a moment.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const answer = said<Held>();
    child.send('held');
    return { ...(await answer), rows: count };
  };
  return { sandbox, admin, measure };
}
interface Dispatcher {
  readonly constructor: new () => Dispatcher;
  close(): Promise<void>;
}
/** What the fetch of Node.js keeps its connections in. */
const dispatcher = Symbol.for('undici.globalDispatcher.1');

/** Ends the connections that are kept open for the next request: how many there are depends on how much was asked at once. */
async function letGo() {
  const holder = globalThis as unknown as Record<symbol, Dispatcher>;
  const kept = holder[dispatcher]!;
  holder[dispatcher] = new kept.constructor();
  await kept.close();
}
type Measured = Awaited<ReturnType<Awaited<ReturnType<typeof serve>>['measure']>>;

/** Fails where there is more of something than may be, and says how it went on. */
function expectNoGrowth(points: readonly Measured[]): string {
  const [warm, last] = [points[0]!, points.at(-1)!];
  const grown = last.rows - warm.rows;
  const told = JSON.stringify(points);
  const mega = (bytes: number) => (bytes / 1024 ** 2).toFixed(1);
  expect(last.heap, told).toBeLessThanOrEqual(warm.heap + toleratedHeap + grown * bytesOfRow);
  expect(last.rss, told).toBeLessThanOrEqual(warm.rss + toleratedRss + grown * bytesOfRow);
  if (warm.files !== undefined) expect(last.files, told).toBeLessThanOrEqual(warm.files + toleratedFiles);
  if (warm.sockets !== undefined) expect(last.sockets, told).toBeLessThanOrEqual(warm.sockets + clients);
  // each connection that is kept open for the next request has a timer
  const newTimers = Math.max(0, (last.sockets ?? 0) - (warm.sockets ?? 0));
  expect(last.waiting, told).toBeLessThanOrEqual(warm.waiting + newTimers + toleratedFiles);
  return `heap ${mega(warm.heap)} -> ${mega(last.heap)} MB, whole process ${points.map(({ rss }) => mega(rss)).join(', ')} MB, files ${warm.files} -> ${last.files}, sockets ${warm.sockets} -> ${last.sockets}, rows ${warm.rows} -> ${last.rows}`;
}

const clients = 6;

test(
  `mixed clients (seed ${seed})`,
  async () => {
    const random = randomFrom(seed);
    const { sandbox, measure } = await serve();
    const [ada, grace] = await Promise.all(['ada', 'grace'].map((name) => person(sandbox, `${name}@globusid.org`)));
    const works = worksOf(sandbox, ada!, grace!, random, await prepared(sandbox, ada!));
    const counts = new Map<string, number>();
    const whole = isLarge ? milliseconds : 10_000;
    const start = performance.now();
    const points: Measured[] = [];
    // It is warm after the first of these, and measured while nobody asks.
    for (const share of [0.4, 0.55, 0.7, 0.85, 1]) {
      const end = start + share * whole;
      await Promise.all(
        Array.from({ length: clients }, async () => {
          do {
            const [name, work] = random.pick(Object.entries(works));
            try {
              await work();
            } catch (error) {
              throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
            }
            counts.set(name, (counts.get(name) ?? 0) + 1);
          } while (performance.now() < end);
        }),
      );
      await until(async () => {
        const tasks = await ada!.get('transfer', 'GET', '/v0.10/task_list?filter=status:ACTIVE');
        return tasks.DATA.length === 0 ? true : undefined;
      });
      points.push(await measure());
    }
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    figure(
      'clients of all kinds for long, after the warm-up',
      `${total} works of ${counts.size} kinds in ${Math.round(whole / 1000)} s: ${expectNoGrowth(points)}; allowed: ${toleratedHeap / 1024 ** 2} MB of heap, ${toleratedRss / 1024 ** 2} MB of the process, 4 KB a row, ${toleratedFiles} files (seed ${seed})`,
    );
  },
  milliseconds + 240_000,
);

/** What the works go on with, made once. */
async function prepared(sandbox: RunningSandbox, ada: Person) {
  const { env } = sandbox;
  const collection = env['GLOBUS_SANDBOX_COLLECTION_2']!;
  const index: string = (await ada.get('search', 'POST', '/v1/index', { display_name: 'Soak', description: 'x' })).id;
  const flow: string = (
    await ada.get('flows', 'POST', '/flows', {
      title: 'Soak',
      definition: { StartAt: 'Only', States: { Only: { Type: 'Pass', End: true } } },
      input_schema: {},
    })
  ).id;
  const flowToken = (await logIn(sandbox, 'ada@globusid.org', flowScope(flow)))[flow]!;
  const endpoint = env['GLOBUS_SANDBOX_ENDPOINT']!;
  const manage = `urn:globus:auth:scope:${endpoint}:manage_collections`;
  return {
    collection,
    index,
    flow,
    flowToken,
    endpoint,
    manager: (await logIn(sandbox, 'ada@globusid.org', manage))[endpoint]!,
    files: (await logIn(sandbox, 'ada@globusid.org', `https://auth.globus.org/scopes/${collection}/https`))[
      collection
    ]!,
  };
}

/** Everything that clients do. Each takes away what it made, but for what a service keeps: tasks, and what it notes of them. */
function worksOf(
  sandbox: RunningSandbox,
  ada: Person,
  grace: Person,
  random: ReturnType<typeof randomFrom>,
  { collection, index, flow, flowToken, endpoint, manager, files }: Awaited<ReturnType<typeof prepared>>,
): Record<string, () => Promise<unknown>> {
  const { env, url } = sandbox;
  const tutorial = env['GLOBUS_SANDBOX_TUTORIAL']!;
  const name = () => `n${random.below(1e9)}`;
  const file = (path: string, method = 'GET', body?: RequestInit['body'], signal?: AbortSignal) =>
    fetch(`${url}/data/${collection}/${path}`, {
      method,
      headers: { authorization: `Bearer ${files}` },
      ...(body === undefined ? {} : { body, duplex: 'half' }),
      ...(signal === undefined ? {} : { signal }),
    });
  const status = async (answer: Promise<Response>, wanted: number) => {
    const { status, ok } = await answer.then(async (each) => {
      await each.arrayBuffer();
      return each;
    });
    if (status !== wanted) throw new Error(`${status}, not ${wanted}${ok ? '' : '!'}`);
  };
  const submit = (source_path: string, destination_path: string) =>
    ada.get('transfer', 'POST', '/v0.10/transfer', {
      DATA_TYPE: 'transfer',
      submission_id: randomUUID(),
      source_endpoint: tutorial,
      destination_endpoint: collection,
      DATA: [{ DATA_TYPE: 'transfer_item', source_path, destination_path }],
    });
  const ended = (id: string) =>
    until(async () => {
      const { status } = await ada.get('transfer', 'GET', `/v0.10/task/${id}`);
      return status === 'ACTIVE' ? undefined : status;
    });
  /** Reads what has no end for a moment, and goes. */
  const glimpse = async (path: string) => {
    const gone = new AbortController();
    const answer = await fetch(`${url}${path}`, { headers: withKey(sandbox), signal: gone.signal });
    const reader = answer.body!.getReader();
    const timer = setTimeout(() => gone.abort(), 30);
    try {
      for (;;) if ((await reader.read()).done) return;
    } catch {
      clearTimeout(timer);
    }
  };
  return {
    copy: async () => {
      const path = `/${name()}.txt`;
      expect(await ended((await submit('/home/share/godata/file1.txt', path)).task_id)).toBe('SUCCEEDED');
      await status(file(path.slice(1), 'DELETE'), 204);
    },
    'a copy in vain': async () => {
      const { task_id: id } = await submit('/there/is/none', `/${name()}.txt`);
      await ada.get('transfer', 'POST', `/v0.10/task/${id}/cancel`);
      expect(await ended(id)).toBe('FAILED');
    },
    directories: async () => {
      const [a, b] = [name(), name()];
      const at = `/v0.10/operation/endpoint/${collection}`;
      await ada.get('transfer', 'POST', `${at}/mkdir`, { DATA_TYPE: 'mkdir', path: `/${a}` });
      await ada.get('transfer', 'POST', `${at}/rename`, { DATA_TYPE: 'rename', old_path: `/${a}`, new_path: `/${b}` });
      await ada.get('transfer', 'GET', `${at}/ls?path=/${b}`);
      const { task_id: id } = await ada.get('transfer', 'POST', '/v0.10/delete', {
        DATA_TYPE: 'delete',
        submission_id: randomUUID(),
        endpoint: collection,
        recursive: true,
        DATA: [{ DATA_TYPE: 'delete_item', path: `/${b}` }],
      });
      expect(await ended(id)).toBe('SUCCEEDED');
    },
    files: async () => {
      const path = name();
      await status(file(path, 'PUT', Buffer.alloc(random.below(500_000))), 201);
      await status(file(path), 200);
      await status(file(path, 'DELETE'), 204);
    },
    'an upload that breaks off': async () => {
      const gone = new AbortController();
      async function* body() {
        yield Buffer.alloc(100_000);
        await new Promise((resolve) => setTimeout(resolve, 5));
        gone.abort();
        yield Buffer.alloc(100_000);
      }
      await expect(file(name(), 'PUT', body() as unknown as RequestInit['body'], gone.signal)).rejects.toThrow();
    },
    'a reader who goes away': async () => {
      const path = name();
      await status(file(path, 'PUT', Buffer.alloc(3_000_000)), 201);
      const answer = await file(path);
      await answer.body!.cancel();
      await status(file(path, 'DELETE'), 204);
    },
    'connections that break': () =>
      new Promise<void>((resolve) => {
        const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
          socket.write(
            random.pick([
              '',
              'GET / HT',
              'POST /transfer/v0.10/transfer HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{',
              '\0\0\0',
            ]),
          );
          setTimeout(() => socket.resetAndDestroy(), 5);
        });
        socket.on('error', () => undefined).once('close', () => resolve());
      }),
    bookmarks: async () => {
      const { id } = await ada.get('transfer', 'POST', '/v0.10/bookmark', {
        name: name(),
        path: '/',
        endpoint_id: tutorial,
      });
      await ada.get('transfer', 'GET', '/v0.10/bookmark_list');
      await ada.get('transfer', 'DELETE', `/v0.10/bookmark/${id}`);
    },
    lists: async () => {
      await ada.get('transfer', 'GET', '/v0.10/task_list?limit=50');
      await grace.get('transfer', 'GET', '/v0.10/endpoint_search?filter_scope=all&filter_fulltext=tutorial');
      await ada.get('flows', 'GET', '/runs');
      await ada.get('compute', 'GET', '/v2/endpoints');
    },
    groups: async () => {
      const { id } = await ada.get('groups', 'POST', '/v2/groups', { name: name() });
      await ada.get('groups', 'POST', `/v2/groups/${id}`, {
        add: [{ identity_id: env['GLOBUS_SANDBOX_IDENTITY_2'], role: 'member' }],
      });
      await grace.get('groups', 'GET', '/v2/groups/my_groups');
      await ada.get('groups', 'DELETE', `/v2/groups/${id}`);
    },
    search: async () => {
      const subject = `s${random.below(50)}`;
      await ada.get('search', 'POST', `/v1/index/${index}/ingest`, {
        ingest_type: 'GMetaEntry',
        ingest_data: { subject, visible_to: ['public'], content: { text: `${name()} ${'word '.repeat(50)}` } },
      });
      await ada.get('search', 'POST', `/v1/index/${index}/search`, { q: 'word', limit: 10 });
      if (random.below(5) === 0) await ada.ask('search', 'DELETE', `/v1/index/${index}/subject?subject=${subject}`);
    },
    runs: async () => {
      const { run_id: id } = await ada.get(
        'flows',
        'POST',
        `/flows/${flow}/run`,
        { body: {}, label: 'Soak' },
        flowToken,
      );
      await until(async () => ((await ada.get('flows', 'GET', `/runs/${id}`)).status === 'ACTIVE' ? undefined : true));
      await ada.get('flows', 'POST', `/runs/${id}/release`);
    },
    timers: async () => {
      const { timer } = await ada.get('timer', 'POST', '/v2/timer', {
        timer: {
          timer_type: 'transfer',
          name: name(),
          schedule: { type: 'recurring', interval_seconds: 3600, start: '2099-01-01T00:00:00+00:00' },
          body: {
            DATA_TYPE: 'transfer',
            source_endpoint: tutorial,
            destination_endpoint: collection,
            DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/a', destination_path: '/b' }],
          },
        },
      });
      await ada.get('timer', 'DELETE', `/jobs/${timer.job_id}`);
    },
    functions: async () => {
      const { function_uuid: id } = await ada.get('compute', 'POST', '/v3/functions', {
        function_name: 'one',
        function_code: '3\nst\n22\none:def one(): return 1',
      });
      await ada.get('compute', 'DELETE', `/v2/functions/${id}`);
    },
    logins: async () => {
      const tokens = await logIn(
        sandbox,
        random.pick(['ada@globusid.org', 'grace@globusid.org']),
        `openid ${transferAll}`,
      );
      for (const token of Object.values(tokens))
        await status(
          fetch(`${url}/auth/v2/oauth2/token/revoke`, { method: 'POST', body: new URLSearchParams({ token }) }),
          200,
        );
    },
    'login pages that nobody answers': () =>
      status(
        fetch(
          `${url}/auth/v2/oauth2/authorize?${new URLSearchParams({ client_id: '7c6a5f4e-3d2b-4a19-8c7d-6e5f4a3b2c1d', redirect_uri: 'http://localhost:1/', response_type: 'code', scope: 'openid' }).toString()}`,
        ),
        200,
      ),
    projects: async () => {
      const { project } = await ada.get('auth', 'POST', '/v2/api/projects', {
        project: { display_name: name(), contact_email: 'ada@university.example' },
      });
      await ada.get('auth', 'DELETE', `/v2/api/projects/${project.id}`);
    },
    'the manager': () =>
      status(fetch(`${url}/gcs/${endpoint}/api/collections`, { headers: { authorization: `Bearer ${manager}` } }), 200),
    'the page': async () => {
      await status(fetch(`${url}/`), 200);
      await glimpse('/_sandbox/events');
      await glimpse('/_sandbox/log?follow=1');
    },
    'what is refused': async () => {
      await status(fetch(`${url}/transfer/v0.10/task_list`), 401);
      await status(fetch(`${url}/nobody/has/${name()}`), 404);
      expect((await ada.ask('transfer', 'POST', '/v0.10/transfer', { DATA_TYPE: name() })).status).toBe(400);
      expect((await ada.ask('search', 'GET', `/v1/index/${randomUUID()}`)).status).toBe(404);
    },
  };
}

test('a day of timers', async () => {
  const begin = Date.parse('2030-01-01T00:00:00Z');
  const { sandbox, admin, measure } = await serve(String(begin));
  const ada = await person(sandbox, 'ada@globusid.org');
  const step = isLarge ? 60 : 600;
  const day = 86_400;
  const intervals = isLarge ? [60, 300, 3600, 7200, 43_200] : [600, 3600, 43_200];
  const made: { id: string; interval: number }[] = [];
  for (const interval of intervals) {
    const { timer } = await ada.get('timer', 'POST', '/v2/timer', {
      timer: {
        timer_type: 'transfer',
        name: `every ${interval} s`,
        schedule: {
          type: 'recurring',
          interval_seconds: interval,
          start: new Date(begin + interval * 1000).toISOString(),
        },
        body: {
          DATA_TYPE: 'transfer',
          label: `every ${interval} s`,
          source_endpoint: sandbox.env['GLOBUS_SANDBOX_TUTORIAL'],
          destination_endpoint: sandbox.env['GLOBUS_SANDBOX_COLLECTION_2'],
          DATA: [
            {
              DATA_TYPE: 'transfer_item',
              source_path: '/home/share/godata/file1.txt',
              destination_path: `/every-${interval}.txt`,
            },
          ],
        },
      },
    });
    made.push({ id: timer.job_id, interval });
  }
  const active = async () =>
    (await ada.get('transfer', 'GET', '/v0.10/task_list?filter=status:ACTIVE&limit=1000')).DATA.length as number;
  const points: Measured[] = [];
  for (let second = step; second <= day; second += step) {
    expect((await admin('POST', '/clock', { advance_seconds: step })).status).toBe(200);
    // It is warm after a quarter of the day.
    if (second % (day / 4) !== 0) continue;
    await until(async () => ((await active()) === 0 ? true : undefined), 120);
    points.push(await measure());
  }
  const totals: number[] = [];
  for (const { id, interval } of made) {
    const job = await ada.get('timer', 'GET', `/jobs/${id}`);
    const wanted = day / interval;
    expect([interval, job.n_runs, job.n_errors]).toEqual([interval, wanted, 0]);
    const tasks = await ada.get(
      'transfer',
      'GET',
      `/v0.10/task_list?limit=1&filter=label:${encodeURIComponent(`every ${interval} s`)}/status:SUCCEEDED`,
    );
    expect([interval, tasks.total]).toEqual([interval, wanted]);
    totals.push(wanted);
  }
  figure(
    'a day of timers on an advanced clock, after its first quarter',
    `${totals.reduce((a, b) => a + b)} runs of ${made.length} timers, each once and a task each: ${expectNoGrowth(points)}`,
  );
}, 600_000);
