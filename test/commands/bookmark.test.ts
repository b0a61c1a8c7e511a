import { describe, expect, test } from 'vitest';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { cells } from '../support/table.js';
import { collectionId as id, refusal, result, transferUrl } from '../support/transfer.js';

const bookmarkId = '2405823f-0597-4a16-b296-46d4f0ae4b15';
const other = '3405823f-0597-4a16-b296-46d4f0ae4b15';
const results = { id: bookmarkId, name: 'results', endpoint_id: id, path: '/data/' };
const gone = { id: other, name: 'old', endpoint_id: other, path: '/' };
const list = {
  method: 'GET',
  url: `${transferUrl}/bookmark_list`,
  response: { DATA_TYPE: 'bookmark_list', DATA: [results, gone] },
};
const one = { method: 'GET', url: `${transferUrl}/bookmark/${bookmarkId}`, response: results };
const endpoint = (of: string, name: string) => ({
  method: 'GET',
  url: `${transferUrl}/endpoint/${of}`,
  response: { id: of, display_name: name },
});

describe('a bookmark with the name of a collection', () => {
  const made = { id: bookmarkId, name: 'lab', endpoint_id: id, path: '/data/' };
  const search = (rows: object[], more = {}) => ({
    method: 'GET',
    url: `${transferUrl}/endpoint_search?filter_scope=all&filter_fulltext=lab&limit=100`,
    response: { DATA: rows, has_next_page: false },
    ...more,
  });
  const create = (path: string) => ({
    method: 'POST',
    url: `${transferUrl}/bookmark`,
    body: { endpoint_id: id, name: 'lab', path },
    response: made,
  });
  const stderrOf = async (exchanges: Parameters<typeof fakeApi>[0], argv: string[], person = true) =>
    (await globus(argv, { api: fakeApi(exchanges), terminal: { columns: 100, person } })).stderr;
  const line = ['bookmark', 'create', `${id}:/data/`, 'lab'];
  const warning = `A collection is called 'Lab', too: from now on 'Lab:' is the bookmark. The collection is ${other}. Give the bookmark another name: globus bookmark rename lab`;

  test('takes that name over, and a person is told', async () => {
    const rows = [
      { id, display_name: 'Lab 2' },
      { id: other, display_name: 'Lab' },
    ];
    expect((await stderrOf([create('/data/'), search(rows)], line)).replace(/\s+/g, ' ')).toContain(`${warning} data`);
    const renamed = ['bookmark', 'rename', 'results', 'lab'];
    const rename = { method: 'PUT', url: one.url, body: { name: 'lab' }, response: made };
    expect((await stderrOf([list, rename, search(rows)], renamed)).replace(/\s+/g, ' ')).toContain(`${warning} `);
  });

  test('is no place: a person is told the order', async () => {
    const turned = ['bookmark', 'create', `${id}:/data/`, 'Lab:/data'];
    const told = await stderrOf([], turned);
    expect(told).toContain("'Lab:/data' is a place, and no name for a bookmark.");
    expect(told).toContain('globus bookmark create Lab:/data data');
  });

  test('is nothing to tell where both are one place, or nobody knows of any', async () => {
    const whole = [...line.slice(0, 2), `${id}:/`, 'lab'];
    expect(await stderrOf([create('/'), search([{ id, display_name: 'lab' }])], whole)).not.toContain('too');
    expect(await stderrOf([create('/data/'), search([], { status: 403 })], line)).not.toMatch(/too|403/);
  });
});

describe('globus bookmark list', () => {
  test('names the endpoints, also one that was deleted', async () => {
    const deleted = {
      method: 'GET',
      url: `${transferUrl}/endpoint/${other}`,
      status: 404,
      response: { code: 'EndpointDeleted', message: 'gone' },
    };
    expect(
      cells((await globus(['bookmark', 'list'], { api: fakeApi([list, endpoint(id, 'Lab'), deleted]) })).stdout),
    ).toEqual([
      ['Name', 'Bookmark ID', 'Endpoint ID', 'Endpoint Name', 'Path'],
      ['results', bookmarkId, id, 'Lab', '/data/'],
      ['old', other, other, '[DELETED ENDPOINT]', '/'],
    ]);
  });
  test('--limit asks for the names of no more than it shows', async () => {
    const { stdout } = await globus(['bookmark', 'list', '--limit', '1'], {
      api: fakeApi([list, endpoint(id, 'Lab')]),
    });
    expect(cells(stdout).map(([name]) => name)).toEqual(['Name', 'results']);
  });
  test('as JSON is the document, and no name is asked for', async () => {
    expect(JSON.parse((await globus(['bookmark', 'list', '--json'], { api: fakeApi([list]) })).stdout)).toEqual(
      list.response,
    );
  });
  test('is refused as the service refuses it', async () => {
    expect(await globus(['bookmark', 'list'], { api: fakeApi([{ ...list, ...refusal }]) })).toMatchObject({
      code: 1,
      stdout: '',
    });
  });
});

describe('one bookmark', () => {
  test('is shown by name or id, as what other commands take', async () => {
    expect((await globus(['bookmark', 'show', 'results'], { api: fakeApi([list]) })).stdout).toBe(`${id}:/data/\n`);
    expect((await globus(['bookmark', 'show', bookmarkId, '--jq', 'path'], { api: fakeApi([one]) })).stdout).toBe(
      '"/data/"\n',
    );
    expect((await globus(['bookmark', 'show', '-v', bookmarkId], { api: fakeApi([one]) })).stdout).toMatch(
      /^Name: +results$/m,
    );
  });
  test('that is not there is said, with how to see those that are', async () => {
    expect(await globus(['bookmark', 'show', 'Results'], { api: fakeApi([list]) })).toEqual({
      code: 1,
      stdout: '',
      stderr: "You have no bookmark 'Results'.\n\nSee those you have: globus bookmark list\n",
    });
  });
  test('a name may look like an id', async () => {
    const named = { ...list, response: { DATA: [{ ...results, name: other }] } };
    const api = fakeApi([
      {
        ...one,
        url: `${transferUrl}/bookmark/${other}`,
        status: 404,
        response: { code: 'BookmarkNotFound', message: 'no' },
      },
      named,
    ]);
    expect((await globus(['bookmark', 'show', other], { api })).stdout).toBe(`${id}:/data/\n`);
  });
  test('is made, renamed and deleted', async () => {
    const made = {
      method: 'POST',
      url: `${transferUrl}/bookmark`,
      body: { endpoint_id: id, path: '/data/', name: 'results' },
      response: results,
    };
    expect((await globus(['bookmark', 'create', `${id}:/data/`, 'results'], { api: fakeApi([made]) })).stdout).toBe(
      `Bookmark ID: ${bookmarkId}\n`,
    );
    const renamed = { method: 'PUT', url: one.url, body: { name: 'new' }, response: { ...results, name: 'new' } };
    expect((await globus(['bookmark', 'rename', 'results', 'new'], { api: fakeApi([list, renamed]) })).stdout).toBe(
      'Success\n',
    );
    const deleted = { method: 'DELETE', url: one.url, response: result('Deleted', 'Bookmark deleted successfully') };
    expect((await globus(['bookmark', 'delete', bookmarkId], { api: fakeApi([one, deleted]) })).stdout).toBe(
      'Bookmark deleted successfully\n',
    );
  });
  test('wants a path', async () => {
    expect((await globus(['bookmark', 'create', id, 'results'])).code).toBe(2);
  });
});
