/** The keys by which the official SDK goes from page to page (B9): where one is missing, its programs break. */
import { beforeAll, describe, expect, test } from 'vitest';
import { until } from './transferring.js';
import { flowScope, person, wholeWorld, type Service, type WholeWorld } from './whole-world.js';

let world: WholeWorld;
let index: string, flow: string, task: string;
const get = (service: Service, path: string, body?: unknown): Promise<any> =>
  world.ada.get(service, body === undefined ? 'GET' : 'POST', path, body);
beforeAll(async () => {
  world = await wholeWorld();
  index = world.env['GLOBUS_SANDBOX_INDEX']!;
  for (let i = 0; i < 3; i += 1) task = await world.doneTask();
  flow = await world.flow();
  const { tokens } = await person(world.sandbox, 'ada@globusid.org', flowScope(flow));
  for (let i = 0; i < 3; i += 1)
    await world.ada.get('flows', 'POST', `/flows/${flow}/run`, { body: {}, label: `run ${i}` }, tokens[flow]);
});

/** Walks to the end, one row at a time, and returns the rows of each page. */
async function walk(
  first: string,
  next: (page: any, seen: number) => string | undefined,
  rows: (page: any) => any[],
  service: Service = 'transfer',
): Promise<any[][]> {
  const pages: any[][] = [];
  for (let path: string | undefined = first; path !== undefined;) {
    const page = await get(service, path);
    pages.push(rows(page));
    path = next(page, pages.flat().length);
    if (pages.length > 50) throw new Error('there is no end');
  }
  return pages;
}
const ids = (pages: any[][], key: string) => pages.flat().map((row) => row[key]);

describe('Transfer', () => {
  test.each([
    '/v0.10/task_list?filter=status:SUCCEEDED',
    '/v0.10/task/TASK/event_list?x=1',
    '/v0.10/endpoint_manager/task/TASK/event_list?x=1',
  ])('%s: offset and total', async (path) => {
    const at = path.replace('TASK', task);
    const asker = at.includes('manager') ? world.root : world.ada;
    const whole = await asker.get('transfer', 'GET', `${at}&limit=100`);
    expect(whole.total).toBe(whole.DATA.length);
    expect(whole.total).toBeGreaterThanOrEqual(2);
    const page = await asker.get('transfer', 'GET', `${at}&limit=1&offset=1`);
    expect(page).toMatchObject({ limit: 1, offset: 1, length: 1, total: whole.total, DATA: [whole.DATA[1]] });
  });

  test('endpoint_search: offset and has_next_page', async () => {
    const pages = await walk(
      '/v0.10/endpoint_search?filter_fulltext=sandbox&limit=1',
      (page, seen) =>
        page.has_next_page ? `/v0.10/endpoint_search?filter_fulltext=sandbox&limit=1&offset=${seen}` : undefined,
      (page) => page.DATA,
    );
    expect(pages.length).toBeGreaterThan(2);
    expect(new Set(ids(pages, 'id')).size).toBe(pages.length);
  });

  test('endpoint_manager/task_list: last_key and has_next_page', async () => {
    const path = `/v0.10/endpoint_manager/task_list?filter_endpoint=${world.env['GLOBUS_SANDBOX_COLLECTION_2']}&limit=1`;
    const first = await world.root.get('transfer', 'GET', path);
    expect(first).toMatchObject({ has_next_page: true, last_key: expect.any(String) });
    const second = await world.root.get('transfer', 'GET', `${path}&last_key=${encodeURIComponent(first.last_key)}`);
    expect(second.DATA[0].task_id).not.toBe(first.DATA[0].task_id);
    expect((await world.root.get('transfer', 'GET', path.replace('limit=1', 'limit=100'))).has_next_page).toBe(false);
  });

  test('successful_transfers and skipped_errors: next_marker, null at the end', async () => {
    for (const list of ['successful_transfers', 'skipped_errors'])
      expect(await get('transfer', `/v0.10/task/${task}/${list}`)).toMatchObject({
        next_marker: null,
        DATA: expect.any(Array),
      });
  });

  test('shared_endpoint_list: next_token, null at the end', async () => {
    const host = world.env['GLOBUS_SANDBOX_MAPPED_COLLECTION'];
    const page = await world.root.get('transfer', 'GET', `/v0.10/endpoint/${host}/shared_endpoint_list?max_results=2`);
    expect(page).toMatchObject({
      shared_endpoints: [{ id: expect.any(String) }, { id: expect.any(String) }],
      next_token: expect.any(String),
    });
    const rest = await world.root.get(
      'transfer',
      'GET',
      `/v0.10/endpoint/${host}/shared_endpoint_list?next_token=${page.next_token}`,
    );
    expect(rest.next_token).toBeNull();
    expect(rest.shared_endpoints.map(({ id }: any) => id)).not.toContain(page.shared_endpoints[0].id);
  });

  test('version 2: links.next, or no links', async () => {
    for (let i = 0; i < 2; i += 1) await world.tunnel();
    const page = await get('transfer', '/v2/tunnels?page[limit]=1');
    expect(page.links.next).toContain('/v2/tunnels?');
    const next: any = await (
      await fetch(page.links.next, {
        headers: { authorization: `Bearer ${world.ada.tokens['transfer.api.globus.org']}` },
      })
    ).json();
    expect(next.data[0].id).not.toBe(page.data[0].id);
    expect((await get('transfer', '/v2/stream_access_points')).links).toBeNull();
    expect((await get('transfer', '/v2/bookmarks')).links).toBeNull();
  });
});

describe('Search', () => {
  test('search: has_next_page, and the offset grows by count', async () => {
    const path = `/v1/index/${index}/search?q=*&limit=2`;
    const pages = await walk(
      path,
      (page, seen) => (page.has_next_page ? `${path}&offset=${seen}` : undefined),
      (page) => {
        expect(page.count).toBe(page.gmeta.length);
        return page.gmeta;
      },
      'search',
    );
    expect(pages.length).toBeGreaterThan(1);
    expect(new Set(ids(pages, 'subject')).size).toBe(pages.flat().length);
  });

  test('scroll: marker and has_next_page', async () => {
    const seen: string[] = [];
    for (let marker: string | undefined, more = true; more;) {
      const page: any = await get('search', `/v1/index/${index}/scroll`, {
        '@version': 'scroll#1.0.0',
        q: '*',
        limit: 2,
        ...(marker ? { marker } : {}),
      });
      seen.push(...page.gmeta.map(({ subject }: any) => subject));
      ({ marker, has_next_page: more } = page);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(4);
  });
});

describe('Flows', () => {
  test('flows, runs and the log of a run: marker and has_next_page', async () => {
    const run = (await get('flows', `/runs?filter_flow_id=${flow}`)).runs[0].run_id;
    await until(async () => ((await get('flows', `/runs/${run}`)).status === 'ACTIVE' ? undefined : true));
    for (const [path, key, size, id] of [
      ['/flows?x=1', 'flows', 'per_page', 'id'],
      [`/runs?filter_flow_id=${flow}`, 'runs', 'per_page', 'run_id'],
      [`/runs/${run}/log?x=1`, 'entries', 'limit', 'code'],
    ] as const) {
      const all = (await get('flows', path))[key];
      const pages = await walk(
        `${path}&${size}=1`,
        (page) => {
          expect(page.has_next_page).toBe(page.marker !== null);
          return page.has_next_page ? `${path}&${size}=1&marker=${encodeURIComponent(page.marker)}` : undefined;
        },
        (page) => page[key],
        'flows',
      );
      expect(pages.length, path).toBeGreaterThan(1);
      expect(ids(pages, id)).toEqual(all.map((row: any) => row[id]));
    }
    expect(await get('flows', '/registered_apis')).toMatchObject({
      registered_apis: expect.any(Array),
      has_next_page: false,
      marker: null,
    });
    expect(await get('flows', '/web_inputs')).toMatchObject({ marker: null });
  });
});

test('Timers: results.page_next is null at the end', async () => {
  expect(await get('timer', `/jobs/${world.env['GLOBUS_SANDBOX_TIMER']}`)).toMatchObject({
    results: { data: [], page_next: null },
  });
});

test('what has no pages is whole', async () => {
  expect(Array.isArray(await get('groups', '/v2/groups/my_groups'))).toBe(true);
  expect(await get('transfer', '/v0.10/bookmark_list')).toMatchObject({ DATA: [] });
  expect(await get('timer', '/jobs/')).toMatchObject({ jobs: [{ job_id: world.env['GLOBUS_SANDBOX_TIMER'] }] });
  expect(await get('search', '/v1/index_list')).toMatchObject({
    index_list: [{ id: index, permissions: ['owner', 'writer'] }],
  });
});
