import { describe, expect, test } from 'vitest';
import { curlLine } from '../../../src/globus/api/curl.js';
import { allRows } from '../../../src/globus/api/pages.js';
import { requestOptions, withPrefix } from '../../../src/globus/api/request.js';
import { wholeListing } from '../../../src/globus/json-api.js';

const plain = {
  queryParam: [],
  header: [],
  field: [],
  contentType: 'auto',
  allowErrors: false,
  allowRedirects: false,
  noRetry: false,
  scopeString: [],
} as const;
const files = { readText: async (path: string) => `text of ${path}` };

test.each([
  ['/task_list', 'v0.10', 'v0.10/task_list'],
  ['v0.10/task_list', 'v0.10', 'v0.10/task_list'],
  ['/v2/tunnels', 'v0.10', 'v2/tunnels'],
  ['//jobs/', undefined, 'jobs/'],
])('%s below %s is %s', (path, prefix, whole) => {
  expect(withPrefix(path, prefix)).toBe(whole);
});

describe('a request', () => {
  test('has the fields as a JSON body, typed where they say so', async () => {
    const field = [['a', '1'] as const, ['b:', '[1]'] as const];
    expect(await requestOptions({ ...plain, field }, files)).toMatchObject({
      body: '{"a":"1","b":[1]}',
      headers: { 'content-type': 'application/json' },
    });
    await expect(requestOptions({ ...plain, field: [['b:', 'x']] }, files)).rejects.toThrow("'x' is not JSON");
  });
  test('finds out whether a body is JSON, unless it is told', async () => {
    expect((await requestOptions({ ...plain, body: 'x=1' }, files)).headers).toEqual({});
    const form = await requestOptions({ ...plain, bodyFile: 'f', contentType: 'form' }, files);
    expect(form).toMatchObject({
      body: 'text of f',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  });
  test('keeps a parameter that comes twice, in the line for curl, too, which has no token', async () => {
    const queryParam = [['a', '1'] as const, ['a', "it's"] as const];
    const options = await requestOptions({ ...plain, queryParam, header: [['Authorization', 'Bearer x']] }, files);
    const target = { url: 'https://example.org/', path: 'x', login: 'transfer', profile: null };
    expect(curlLine('GET', target, options)).toBe(
      `curl -X GET 'https://example.org/x?a=1&a=it%27s' -H "Authorization: Bearer $(globus auth token transfer)"`,
    );
    expect(curlLine('GET', { ...target, profile: "ada's" }, options)).toContain(
      `$(globus auth token transfer --profile "ada's")`,
    );
  });
});

describe('all rows', () => {
  const rowsOf = async (pages: readonly object[]) => {
    const queries: unknown[] = [];
    const raw = async (_method: string, _path: string, { query }: { query?: unknown } = {}) => {
      queries.push(query);
      return { text: JSON.stringify(pages[queries.length - 1]) };
    };
    const rows: unknown[] = [];
    for await (const row of allRows({ raw } as never, 'GET', 'x', { query: { q: ['1'] } })) rows.push(row);
    return { rows, added: queries.slice(1).map((query) => ({ ...(query as object), q: undefined })) };
  };
  test.each([
    ['a marker', { DATA: [1], next_marker: 'm' }, { DATA: [2], next_marker: null }, { marker: 'm' }],
    ['a link', { data: [1], links: { next: '/x?page=2' } }, { data: [2] }, { page: '2' }],
    ['an offset', { DATA: [1], total: 2 }, { DATA: [2], total: 2 }, { offset: '1' }],
    [
      'a last key',
      { runs: [1], last_key: 'k', has_next_page: true },
      { runs: [2], has_next_page: false },
      { last_key: 'k' },
    ],
    ['a token', { items: [1], next_token: 't' }, { items: [2] }, { next_token: 't' }],
  ])('by %s', async (_, first, second, added) => {
    expect(await rowsOf([first, second])).toEqual({ rows: [1, 2], added: [added] });
  });
  test('what is no list is one row', async () => {
    expect(await rowsOf([{ id: 7 }])).toEqual({ rows: [{ id: 7 }], added: [] });
  });
});

test('a JSON:API listing is one document, with no more pages than are wanted', async () => {
  const queries: unknown[] = [];
  const getPage = async (query: object) => {
    queries.push(query);
    return { data: [queries.length * 2 - 1, queries.length * 2], links: { next: `/x?at=${queries.length}` } } as never;
  };
  expect(await wholeListing(getPage, 3)).toMatchObject({ data: [1, 2, 3] });
  expect(queries).toEqual([{}, { at: '1' }]);
});
