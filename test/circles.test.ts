import { describe, expect, test } from 'vitest';
import { wholeResult } from '../src/globus/collections/envelope.js';
import { exampleLogins } from './support/answering.js';
import { globus } from './support/globus.js';

const id = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
const circle = 'The listing does not end';

/** Answers every request with the same page; `asked` counts. */
function samePage(page: unknown) {
  const asked = { count: 0 };
  const fetch = () => {
    asked.count++;
    // a test that fails ends, too
    if (asked.count > 50) return Promise.resolve(new Response('{"code":"TooMany"}', { status: 400 }));
    return Promise.resolve(
      new Response(JSON.stringify(page), { status: 200, headers: { 'content-type': 'application/json' } }),
    );
  };
  return { asked, api: { fetch, calls: [], verify: () => undefined } };
}

describe('a listing whose pages lead in a circle ends, and is not called whole', () => {
  test.each<readonly [line: string, page: unknown]>([
    [`task show ${id} --successful-transfers`, { DATA: [], next_marker: 'a', marker: 0 }],
    ['endpoint-manager task list', { DATA: [], has_next_page: true, last_key: 'complete,1' }],
    ['flows list --limit 1000', { flows: [], has_next_page: true, marker: 'a' }],
    ['api transfer GET /task_list --paginate', { DATA: [{ id }], next_token: 'a' }],
    ['api search GET /v1/index_list --paginate', { index_list: [{ id }], marker: 'a' }],
    [`search query ${id} -q x --all`, { gmeta: [], count: 0, has_next_page: true, marker: 'a' }],
  ])('%s', async (line, page) => {
    const { asked, api } = samePage(page);
    const { code, stderr } = await globus(line.split(' '), { api, logins: exampleLogins });
    expect(stderr).toContain(circle);
    expect(code).toBe(1);
    expect(asked.count).toBeLessThan(5);
  });

  test('that of a GCS manager', async () => {
    await expect(wholeResult(() => Promise.resolve({ data: [1], marker: 'a' } as never))).rejects.toThrow(circle);
    await expect(wholeResult(() => Promise.resolve({ data: [], marker: 'a' } as never), 25)).rejects.toThrow(circle);
  });
});

test('a listing of so many rows ends by itself, and goes on while rows come though the marker stays the same', async () => {
  const { api } = samePage({ flows: [{ id, title: 'x' }], has_next_page: true, marker: 'a' });
  const listed = await globus(['flows', 'list', '--limit', '30'], { api, logins: exampleLogins });
  expect(listed.stdout.split(id), listed.stderr).toHaveLength(31);
  const { data } = await wholeResult(() => Promise.resolve({ data: [1, 2], marker: 'a' } as never), 25);
  expect(data).toHaveLength(25);
});

test('a marker that stays the same while subjects come is gone on with', async () => {
  let count = 0;
  const page = () => ({ gmeta: [{ subject: `s${count}` }], count: 1, has_next_page: ++count < 4, marker: 'a' });
  const fetch = () =>
    Promise.resolve(
      new Response(JSON.stringify(page()), { status: 200, headers: { 'content-type': 'application/json' } }),
    );
  const line = ['search', 'query', id, '-q', 'x', '--all', '-F', 'ndjson'];
  const { stdout, stderr } = await globus(line, {
    api: { fetch, calls: [], verify: () => undefined },
    logins: exampleLogins,
  });
  expect(stdout.trim().split('\n'), stderr).toHaveLength(4);
});
